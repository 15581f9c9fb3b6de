/** A cache in memory for the facts of entries and for listings: {@link io.anyfs.cache.stat.StatCacheBackend}. */
@NullMarked
package io.anyfs.cache.stat;

import org.jspecify.annotations.NullMarked;
