/** The time by which wrappers wait. */
@NullMarked
package io.anyfs.overlay.time;

import org.jspecify.annotations.NullMarked;
