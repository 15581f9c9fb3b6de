/** What it costs to know what is open. */
@NullMarked
package io.anyfs.bench.lifecycle;

import org.jspecify.annotations.NullMarked;
