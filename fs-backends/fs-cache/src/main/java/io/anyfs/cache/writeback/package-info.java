/**
 * Uploads that are brought to a slow storage in the background, from a directory on this machine:
 * {@link io.anyfs.cache.writeback.WriteBackBackend}.
 */
@NullMarked
package io.anyfs.cache.writeback;

import org.jspecify.annotations.NullMarked;
