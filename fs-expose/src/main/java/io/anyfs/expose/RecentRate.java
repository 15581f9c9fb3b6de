package io.anyfs.expose;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** How fast something was over the last seconds. Safe for use by many threads. */
final class RecentRate {

    private static final int SECONDS = 5;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long begun;

    /** The bytes of the last seconds and of the one under way. */
    private final long[] bytes = new long[SECONDS + 1];

    private long second;

    /** @param now as {@link System#nanoTime()} */
    RecentRate(long now) {
        this.begun = now;
    }

    synchronized void add(long count, long now) {
        moveTo(now);
        bytes[(int) (second % bytes.length)] += count;
    }

    /** Bytes per second over the last five, or since the beginning if that is less; over one second at least. */
    synchronized long bytesPerSecond(long now) {
        moveTo(now);
        long sum = Arrays.stream(bytes).sum();
        long inSecond = now - begun - second * SECOND;
        double seconds = Math.min(second, SECONDS) + (double) inSecond / SECOND;
        return Math.round(sum / Math.max(1, seconds));
    }

    private void moveTo(long now) {
        long current = (now - begun) / SECOND;
        if (current - second >= bytes.length) {
            Arrays.fill(bytes, 0);
            second = current;
        }
        while (second < current) {
            second++;
            bytes[(int) (second % bytes.length)] = 0;
        }
    }
}
