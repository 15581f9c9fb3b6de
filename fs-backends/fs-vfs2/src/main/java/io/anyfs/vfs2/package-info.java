/** A provider for Apache Commons VFS over any storage. */
@NullMarked
package io.anyfs.vfs2;

import org.jspecify.annotations.NullMarked;
