package io.anyfs.cache.writeback;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be stored, as it is kept on disk.
 *
 * @param sequence orders the records of a path
 * @param bytes the number of the file with the bytes
 * @param path where to
 * @param size in bytes
 * @param condition what the storage has to have there
 * @param follows whether the record before it is stored first; otherwise this one takes its place
 * @param committed when
 * @param attributes to be set with the bytes
 * @param version an opaque name for the bytes while they wait
 * @param posix owner and mode as far as they are foreseen
 * @param checksum the CRC-32C of the bytes; {@code null} in a record of a format that had none
 */
record JournalRecord(
        long sequence,
        long bytes,
        FsPath path,
        long size,
        Condition condition,
        boolean follows,
        Instant committed,
        AttributeChanges attributes,
        String version,
        @Nullable PosixAttributes posix,
        @Nullable Integer checksum) {

    /** What the storage has to have at the path. */
    enum Condition {
        ANYTHING,
        A_FILE,
        NOTHING
    }

    JournalRecord placed(long number, Condition newCondition, boolean following) {
        return new JournalRecord(
                number, bytes, path, size, newCondition, following, committed, attributes, version, posix, checksum);
    }

    JournalRecord with(AttributeChanges changes) {
        return new JournalRecord(
                sequence,
                bytes,
                path,
                size,
                condition,
                follows,
                committed,
                attributes.and(changes),
                version,
                posix,
                checksum);
    }

    /** The facts of the file while it waits. */
    FileInfo info() {
        Instant modified = attributes.lastModified();
        return new FileInfo(
                path,
                FileType.FILE,
                size,
                modified == null ? committed : modified,
                null,
                attributes.lastAccess(),
                version,
                null,
                posix);
    }
}
