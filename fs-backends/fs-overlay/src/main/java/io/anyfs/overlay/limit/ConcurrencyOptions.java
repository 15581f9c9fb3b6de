package io.anyfs.overlay.limit;

import java.time.Duration;

/**
 * How much of a storage may be in use at once. Start from {@link #DEFAULT}.
 *
 * @param maxCalls calls under way, 1 or more
 * @param maxHandles open files and listings, 1 or more
 * @param maxWait how long a call waits at most until it may begin
 */
public record ConcurrencyOptions(int maxCalls, int maxHandles, Duration maxWait) {

    /** 64 calls, 1024 open files and listings, waits of 30 s. */
    public static final ConcurrencyOptions DEFAULT = new ConcurrencyOptions(64, 1024, Duration.ofSeconds(30));

    /** Checks the ranges. */
    public ConcurrencyOptions {
        if (maxCalls < 1 || maxHandles < 1 || maxWait.isNegative()) {
            throw new IllegalArgumentException("calls and handles must be 1 or more, and the wait not negative: "
                    + maxCalls + ", " + maxHandles + ", " + maxWait);
        }
    }

    /** These options with another number of calls. */
    public ConcurrencyOptions withMaxCalls(int calls) {
        return new ConcurrencyOptions(calls, maxHandles, maxWait);
    }

    /** These options with another number of open files and listings. */
    public ConcurrencyOptions withMaxHandles(int handles) {
        return new ConcurrencyOptions(maxCalls, handles, maxWait);
    }

    /** These options with another longest wait. */
    public ConcurrencyOptions withMaxWait(Duration wait) {
        return new ConcurrencyOptions(maxCalls, maxHandles, wait);
    }
}
