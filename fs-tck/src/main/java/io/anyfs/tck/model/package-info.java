/** The contract as the simplest storage that keeps it. */
@NullMarked
package io.anyfs.tck.model;

import org.jspecify.annotations.NullMarked;
