/** A bound on what a storage holds, exact under concurrency. */
@NullMarked
package io.anyfs.overlay.quota;

import org.jspecify.annotations.NullMarked;
