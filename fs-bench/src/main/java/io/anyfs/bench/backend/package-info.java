/** The backends against java.nio, jimfs and commons-vfs2. */
@NullMarked
package io.anyfs.bench.backend;

import org.jspecify.annotations.NullMarked;
