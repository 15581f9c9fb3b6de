/** Commons VFS and storages, in both directions, where it takes real servers or compositions. */
@NullMarked
package io.anyfs.it.vfs2;

import org.jspecify.annotations.NullMarked;
