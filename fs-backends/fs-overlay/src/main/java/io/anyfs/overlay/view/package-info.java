/** Views: the same files, seen differently. */
@NullMarked
package io.anyfs.overlay.view;

import org.jspecify.annotations.NullMarked;
