/**
 * Files in memory: fast, bounded by a quota, and gone when the filesystem is closed.
 *
 * <p>{@link io.anyfs.memory.MemoryFileSystem} opens one; so does the URL {@code mem:}.
 */
@NullMarked
package io.anyfs.memory;

import org.jspecify.annotations.NullMarked;
