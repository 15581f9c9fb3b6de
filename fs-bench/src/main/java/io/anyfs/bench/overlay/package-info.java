/** What composing storages costs. */
@NullMarked
package io.anyfs.bench.overlay;

import org.jspecify.annotations.NullMarked;
