/** Mounts into Linux by FUSE 3, through jfuse. */
@NullMarked
package io.anyfs.mount.fuse;

import org.jspecify.annotations.NullMarked;
