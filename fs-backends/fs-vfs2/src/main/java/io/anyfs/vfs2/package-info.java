/**
 * Any storage as a filesystem of Apache Commons VFS: wrapped in place by {@link io.anyfs.vfs2.VfsFileSystems}, or opened by an
 * {@code anyfs:} URL. What happens in which case is in {@code docs/vfs2.md}.
 */
@NullMarked
package io.anyfs.vfs2;

import org.jspecify.annotations.NullMarked;
