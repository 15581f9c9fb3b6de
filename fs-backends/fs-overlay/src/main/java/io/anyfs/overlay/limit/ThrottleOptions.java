package io.anyfs.overlay.limit;

import java.time.Duration;

/**
 * How fast a storage may be used. Start from {@link #DEFAULT}.
 *
 * @param readBytesPerSecond of all files together, 1 or more
 * @param writeBytesPerSecond of all files together, 1 or more
 * @param operationsPerSecond calls of the storage but for reading and writing of what is open, 1 or more
 * @param burst of how much time the unused rate is saved up
 */
public record ThrottleOptions(
        long readBytesPerSecond, long writeBytesPerSecond, long operationsPerSecond, Duration burst) {

    /** No bound. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** No bounds; what is bounded saves up one second. */
    public static final ThrottleOptions DEFAULT =
            new ThrottleOptions(UNLIMITED, UNLIMITED, UNLIMITED, Duration.ofSeconds(1));

    /** Checks the ranges. */
    public ThrottleOptions {
        if (readBytesPerSecond < 1 || writeBytesPerSecond < 1 || operationsPerSecond < 1 || burst.isNegative()) {
            throw new IllegalArgumentException("rates must be 1 or more: " + readBytesPerSecond + ", "
                    + writeBytesPerSecond + ", " + operationsPerSecond + "; burst must not be negative: " + burst);
        }
    }

    /** These options with another bound on bytes that are read. */
    public ThrottleOptions withReadBytesPerSecond(long bytes) {
        return new ThrottleOptions(bytes, writeBytesPerSecond, operationsPerSecond, burst);
    }

    /** These options with another bound on bytes that are written. */
    public ThrottleOptions withWriteBytesPerSecond(long bytes) {
        return new ThrottleOptions(readBytesPerSecond, bytes, operationsPerSecond, burst);
    }

    /** These options with another bound on calls. */
    public ThrottleOptions withOperationsPerSecond(long operations) {
        return new ThrottleOptions(readBytesPerSecond, writeBytesPerSecond, operations, burst);
    }

    /** These options with another time of which the unused rate is saved up. */
    public ThrottleOptions withBurst(Duration time) {
        return new ThrottleOptions(readBytesPerSecond, writeBytesPerSecond, operationsPerSecond, time);
    }
}
