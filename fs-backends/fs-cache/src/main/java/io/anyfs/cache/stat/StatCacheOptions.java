package io.anyfs.cache.stat;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * How long facts are believed, and how many. Start from {@link #DEFAULT}.
 *
 * @param ttl for how long, from when the storage was asked, more than 0
 * @param maxEntries how many facts are kept, those in listings included, 1 or more; each takes some 300 bytes of the heap.
 *     Listings of more than half as many are not kept
 * @param nanoTime tells the time, in nanoseconds from any moment, as {@link System#nanoTime} does
 */
public record StatCacheOptions(Duration ttl, int maxEntries, LongSupplier nanoTime) {

    /** Ten seconds, 100,000 entries, the system's time. */
    public static final StatCacheOptions DEFAULT =
            new StatCacheOptions(Duration.ofSeconds(10), 100_000, System::nanoTime);

    /** Checks the ranges. */
    public StatCacheOptions {
        Objects.requireNonNull(nanoTime, "nanoTime");
        if (ttl.isNegative() || ttl.isZero()) {
            throw new IllegalArgumentException("ttl must be more than 0: " + ttl);
        }
        if (maxEntries < 1) {
            throw new IllegalArgumentException("maxEntries must be 1 or more: " + maxEntries);
        }
    }

    /** These options with another time to live. */
    public StatCacheOptions withTtl(Duration time) {
        return new StatCacheOptions(time, maxEntries, nanoTime);
    }

    /** These options with another bound. */
    public StatCacheOptions withMaxEntries(int entries) {
        return new StatCacheOptions(ttl, entries, nanoTime);
    }

    /** These options with another source of time. */
    public StatCacheOptions withNanoTime(LongSupplier time) {
        return new StatCacheOptions(ttl, maxEntries, time);
    }
}
