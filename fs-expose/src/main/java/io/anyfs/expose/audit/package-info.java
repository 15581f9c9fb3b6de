/** A log of what clients do, for those who have to account for it. */
@NullMarked
package io.anyfs.expose.audit;

import org.jspecify.annotations.NullMarked;
