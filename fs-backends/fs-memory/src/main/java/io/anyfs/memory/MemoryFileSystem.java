package io.anyfs.memory;

import io.anyfs.FileSystem;

/**
 * Opens empty filesystems in memory.
 *
 * <pre>{@code
 * try (FileSystem fs = MemoryFileSystem.create()) {
 *     fs.write("/hello.txt", "hello");
 * }
 * }</pre>
 *
 * <p>What they hold is gone when they are closed. They do all that a filesystem can do but survive power loss and list
 * whole trees in one request.
 */
public final class MemoryFileSystem {

    private MemoryFileSystem() {}

    /** A filesystem that takes at most three quarters of the heap. */
    public static FileSystem create() {
        return create(MemoryOptions.DEFAULT);
    }

    /** A filesystem with these bounds. */
    public static FileSystem create(MemoryOptions options) {
        return FileSystem.over(new MemoryBackend(options));
    }
}
