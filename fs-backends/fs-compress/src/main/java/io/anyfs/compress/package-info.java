/** Compression over any storage: {@link io.anyfs.compress.CompressBackend}. */
@NullMarked
package io.anyfs.compress;

import org.jspecify.annotations.NullMarked;
