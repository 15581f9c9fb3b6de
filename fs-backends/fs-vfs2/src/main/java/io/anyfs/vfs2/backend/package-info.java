/** Any filesystem of Apache Commons VFS as a storage. */
@NullMarked
package io.anyfs.vfs2.backend;

import org.jspecify.annotations.NullMarked;
