/** Storages on real servers, through Apache Commons VFS. */
@NullMarked
package io.anyfs.it.vfs;

import org.jspecify.annotations.NullMarked;
