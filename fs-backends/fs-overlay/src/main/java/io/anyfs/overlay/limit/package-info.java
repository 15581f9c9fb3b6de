/** Bounds on how long calls take, how many there are at once, and how fast bytes flow. */
@NullMarked
package io.anyfs.overlay.limit;

import org.jspecify.annotations.NullMarked;
