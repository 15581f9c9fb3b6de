/** Filesystems mounted for a while. */
@NullMarked
package io.anyfs.mount;

import org.jspecify.annotations.NullMarked;
