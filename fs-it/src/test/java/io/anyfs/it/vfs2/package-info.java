/** Commons VFS over storages that have servers or are composed. */
@NullMarked
package io.anyfs.it.vfs2;

import org.jspecify.annotations.NullMarked;
