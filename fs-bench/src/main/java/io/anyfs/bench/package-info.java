/** Benchmarks of the backends and servers. */
@NullMarked
package io.anyfs.bench;

import org.jspecify.annotations.NullMarked;
