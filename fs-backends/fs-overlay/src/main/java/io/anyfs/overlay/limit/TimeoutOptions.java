package io.anyfs.overlay.limit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long calls may take. Start from {@link #DEFAULT}.
 *
 * @param call the bound of a call that moves at most a piece of a file
 * @param longCall the bound of a commit, a copy and a move, which may take as long as the file is
 * @param handle how long a file may be open altogether; {@code null} for any time
 * @param maxThreads how many calls run at once at most, 1 or more; a call that takes too long counts until it has ended. Further
 *     calls wait for one of them as long as their bound is
 */
public record TimeoutOptions(
        Duration call, Duration longCall, @Nullable Duration handle, int maxThreads) {

    /** 30 s for a call, 10 minutes for one that may take long, any time for a file, and 256 calls at once. */
    public static final TimeoutOptions DEFAULT =
            new TimeoutOptions(Duration.ofSeconds(30), Duration.ofMinutes(10), null, 256);

    /** Checks the ranges. */
    public TimeoutOptions {
        if (!isPositive(call) || !isPositive(longCall) || (handle != null && !isPositive(handle)) || maxThreads < 1) {
            throw new IllegalArgumentException("bounds of time must be positive, and threads 1 or more: " + call + ", "
                    + longCall + ", " + handle + ", " + maxThreads);
        }
    }

    /** These options with another bound of a call. */
    public TimeoutOptions withCall(Duration bound) {
        return new TimeoutOptions(bound, longCall, handle, maxThreads);
    }

    /** These options with another bound of a call that may take long. */
    public TimeoutOptions withLongCall(Duration bound) {
        return new TimeoutOptions(call, bound, handle, maxThreads);
    }

    /** These options with another bound of an open file; {@code null} for none. */
    public TimeoutOptions withHandle(@Nullable Duration bound) {
        return new TimeoutOptions(call, longCall, bound, maxThreads);
    }

    /** These options with another number of calls at once. */
    public TimeoutOptions withMaxThreads(int threads) {
        return new TimeoutOptions(call, longCall, handle, threads);
    }

    private static boolean isPositive(Duration time) {
        return !time.isNegative() && !time.isZero();
    }
}
