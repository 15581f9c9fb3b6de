package io.anyfs.cache.writeback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of a staged file. They go when nobody holds them any more: neither the journal, nor an upload, nor a reader. Safe for use by many
 * threads.
 */
final class StagedBytes {

    private static final System.Logger LOGGER = System.getLogger(WriteBackBackend.class.getName());

    private final Path file;
    private final long size;
    private final Room room;
    // Guarded by this object's lock.
    private int holders = 1;

    /** Bytes that are held once, and for which there is room. */
    StagedBytes(Path file, long size, Room room) {
        this.file = file;
        this.size = size;
        this.room = room;
    }

    Path file() {
        return file;
    }

    long size() {
        return size;
    }

    /** Holds them once more. Only for who knows that somebody holds them. */
    synchronized void hold() {
        holders++;
    }

    void release() {
        synchronized (this) {
            if (--holders > 0) {
                return;
            }
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            // The next open finds that they belong to no record.
            LOGGER.log(System.Logger.Level.WARNING, "what was uploaded cannot be deleted: " + file, failure);
        }
        room.giveBack(size);
    }
}
