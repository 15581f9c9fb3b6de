package io.anyfs.cache.writeback;

import io.anyfs.cache.writeback.JournalRecord.Condition;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A version of a file on its way to the storage. What changes is guarded by the lock of {@link PendingFiles}. */
final class PendingFile {

    /** Where it is on its way. */
    enum State {
        /** It is due at a time. */
        WAITING,
        /** A thread uploads it. */
        UPLOADING,
        /** A call replaces or removes it; it is not uploaded meanwhile. */
        HELD,
        /** It is not tried again by itself. */
        FAILED,
        /** It is stored, replaced or removed. */
        GONE
    }

    final JournalRecord record;
    final StagedBytes bytes;
    State state = State.WAITING;
    /** Whether the storage may have it, although nobody heard so. */
    boolean tried;

    int attempts;
    int failures;

    @Nullable
    IOException failure;
    /** When it may be uploaded, by {@link System#nanoTime}. */
    long due;

    PendingFile(JournalRecord record, StagedBytes bytes) {
        this.record = record;
        this.bytes = bytes;
    }

    /** Whether a newer version can take its place before it is stored, without losing what is known of the storage. */
    boolean isReplaceable() {
        return (state == State.WAITING || state == State.FAILED) && (record.condition() != Condition.NOTHING || !tried);
    }

    PendingUpload told() {
        IOException last = failure;
        String reason = last == null ? null : last.getMessage() == null ? last.toString() : last.getMessage();
        return new PendingUpload(
                record.path(), record.size(), record.committed(), attempts, reason, state == State.FAILED);
    }
}
