/** Trees that go from each storage to each other one and back. */
@NullMarked
package io.anyfs.it.trip;

import org.jspecify.annotations.NullMarked;
