/** The contract of a backend as runnable tests. */
@NullMarked
package io.anyfs.tck;

import org.jspecify.annotations.NullMarked;
