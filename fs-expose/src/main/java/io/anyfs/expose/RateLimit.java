package io.anyfs.expose;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A token bucket: so many bytes in a second, shared by all who take from it. Bytes are taken after they have moved, and who takes
 * more than there is waits until they are paid for. What nobody takes is kept for a quarter of a second only, so that a pause makes no
 * burst. Safe for use by many threads.
 */
final class RateLimit {

    private static final long KEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final int SMALLEST_PIECE = 1024;
    private static final int LARGEST_PIECE = 256 * 1024;

    /** Pieces in a second, so that a wait is short. */
    private static final int PIECES = 8;

    private final LongSupplier nanoClock;
    private volatile long bytesPerSecond;
    private long paid;

    /** @param bytesPerSecond 0 for no limit */
    RateLimit(long bytesPerSecond, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.bytesPerSecond = bytesPerSecond;
        this.paid = nanoClock.getAsLong() - KEPT_NANOS;
    }

    /** Another rate from now on; 0 for no limit. */
    void set(long newBytesPerSecond) {
        bytesPerSecond = newBytesPerSecond;
    }

    /** Takes bytes that have moved. Returns how many nanoseconds to wait before more may. */
    long take(long bytes) {
        long rate = bytesPerSecond;
        if (rate == 0) {
            return 0;
        }
        synchronized (this) {
            long now = nanoClock.getAsLong();
            if (paid - (now - KEPT_NANOS) < 0) {
                paid = now - KEPT_NANOS;
            }
            paid += Math.round(bytes * ((double) TimeUnit.SECONDS.toNanos(1) / rate));
            return Math.max(0, paid - now);
        }
    }

    /** How many bytes to move at once, at most. */
    int piece() {
        long rate = bytesPerSecond;
        return rate == 0 ? Integer.MAX_VALUE : (int) Math.max(SMALLEST_PIECE, Math.min(LARGEST_PIECE, rate / PIECES));
    }
}
