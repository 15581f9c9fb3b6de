/** Described filesystems, served for a while over protocols, in tests above all. */
@NullMarked
package io.anyfs.served;

import org.jspecify.annotations.NullMarked;
