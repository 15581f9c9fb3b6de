/** Calls that are made again when a storage could not do them. */
@NullMarked
package io.anyfs.overlay.retry;

import org.jspecify.annotations.NullMarked;
