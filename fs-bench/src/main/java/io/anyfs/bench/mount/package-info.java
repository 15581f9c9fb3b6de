/** Compares mounts of the same files. */
@NullMarked
package io.anyfs.bench.mount;

import org.jspecify.annotations.NullMarked;
