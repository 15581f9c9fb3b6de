/** A record of what was changed and transferred. */
@NullMarked
package io.anyfs.overlay.audit;

import org.jspecify.annotations.NullMarked;
