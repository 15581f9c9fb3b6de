package io.anyfs.cache.writeback;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where and how much is staged, and when a commit returns. Start from {@link #in}.
 *
 * @param directory where bytes wait for their upload, with a journal; created when missing. One wrapper uses it at a time, always
 *     for the same storage. Whoever can read it can read what waits, whoever can write it can change what is uploaded
 * @param acknowledge when a commit returns
 * @param maxBytes what staged files may take up, those being written included, in bytes, 1 or more. A hole counts like bytes.
 *     A write beyond it waits as long as uploads under way can make room, and is {@link io.anyfs.QuotaExceededException} when none can
 * @param parallel how many files are uploaded at a time, 1 or more
 * @param closeWait for how long a close waits for uploads, 0 or more; the next open goes on with what is left
 * @param delay for how long a committed file is left alone before it is uploaded, 0 or more: one that is replaced or deleted meanwhile
 *     is never uploaded. Whoever waits for a file, or for room, ends the delay
 * @param retryDelay when an upload that failed for now is tried again, more than 0; twice as long each time, up to a minute, or as
 *     long as the storage asks
 */
public record WriteBackOptions(
        Path directory,
        Acknowledge acknowledge,
        long maxBytes,
        int parallel,
        Duration closeWait,
        Duration delay,
        Duration retryDelay) {

    /** When a commit returns. */
    public enum Acknowledge {
        /** When the storage has the file. Nothing is staged. */
        STORED,
        /** When the bytes and a record of them are on stable storage in the directory. The upload comes later. */
        STAGED
    }

    private static final long STANDARD_BYTES = 10L << 30;

    /** Checks the ranges. */
    public WriteBackOptions {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(acknowledge, "acknowledge");
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be 1 or more: " + maxBytes);
        }
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel must be 1 or more: " + parallel);
        }
        if (closeWait.isNegative()) {
            throw new IllegalArgumentException("closeWait must not be negative: " + closeWait);
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative: " + delay);
        }
        if (retryDelay.isNegative() || retryDelay.isZero()) {
            throw new IllegalArgumentException("retryDelay must be more than 0: " + retryDelay);
        }
    }

    /**
     * A commit returns when the storage has the file; 10 GiB, 4 uploads at a time, a close waits 30 s, no delay, a second try after
     * half a second.
     */
    public static WriteBackOptions in(Path directory) {
        return new WriteBackOptions(
                directory,
                Acknowledge.STORED,
                STANDARD_BYTES,
                4,
                Duration.ofSeconds(30),
                Duration.ZERO,
                Duration.ofMillis(500));
    }

    /** These options with another moment at which a commit returns. */
    public WriteBackOptions withAcknowledge(Acknowledge when) {
        return new WriteBackOptions(directory, when, maxBytes, parallel, closeWait, delay, retryDelay);
    }

    /** These options with another bound, in bytes. */
    public WriteBackOptions withMaxBytes(long bytes) {
        return new WriteBackOptions(directory, acknowledge, bytes, parallel, closeWait, delay, retryDelay);
    }

    /** These options with another number of uploads at a time. */
    public WriteBackOptions withParallel(int uploads) {
        return new WriteBackOptions(directory, acknowledge, maxBytes, uploads, closeWait, delay, retryDelay);
    }

    /** These options with another wait at the close. */
    public WriteBackOptions withCloseWait(Duration wait) {
        return new WriteBackOptions(directory, acknowledge, maxBytes, parallel, wait, delay, retryDelay);
    }

    /** These options with another time for which files are left alone. */
    public WriteBackOptions withDelay(Duration time) {
        return new WriteBackOptions(directory, acknowledge, maxBytes, parallel, closeWait, time, retryDelay);
    }

    /** These options with another time before the second try. */
    public WriteBackOptions withRetryDelay(Duration time) {
        return new WriteBackOptions(directory, acknowledge, maxBytes, parallel, closeWait, delay, time);
    }
}
