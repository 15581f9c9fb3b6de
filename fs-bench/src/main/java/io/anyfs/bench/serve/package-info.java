/** Compares servers of files. */
@NullMarked
package io.anyfs.bench.serve;

import org.jspecify.annotations.NullMarked;
