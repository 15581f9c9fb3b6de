package io.anyfs.mount.fuse;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.nio.file.Path;

/** What is mounted: one of each way to write. */
enum Storage {
    /** Changed in place. */
    MEMORY,
    /** Changed in place, on a disk. */
    LOCAL,
    /** Published whole by a storage that keeps the changes itself, as a bucket does. */
    KEEPS_CHANGES,
    /** Published whole by a storage that takes a file from its start to its end. */
    STREAMS;

    /**
     * A fresh one.
     *
     * @param directory an empty one, where files can be
     */
    FileSystem open(Path directory) throws IOException {
        return switch (this) {
            case MEMORY -> MemoryFileSystem.create();
            case LOCAL -> LocalFileSystem.open(directory);
            case KEEPS_CHANGES -> FileSystem.over(new PublishingMemory(PublishingMemory.Kind.KEEPS_CHANGES));
            case STREAMS -> FileSystem.over(new PublishingMemory(PublishingMemory.Kind.STREAMS));
        };
    }
}
