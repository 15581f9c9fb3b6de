package io.anyfs.overlay.limit;

import io.anyfs.overlay.time.NanoClock;
import io.anyfs.overlay.time.Waiting;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * Lets so many tokens pass in a second, and at first as many as were saved up. Who takes some that are not there yet owes them, and
 * waits until they are; who comes later waits behind. So all get what they asked for in the order in which they came.
 */
final class TokenBucket {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perNano;
    private final double burst;
    private final NanoClock clock;

    // Guarded by this object's lock.
    private double tokens;
    private long filled;

    /**
     * A full bucket.
     *
     * @param perSecond how many tokens come in a second, more than 0
     * @param burst how many are saved up at most
     */
    TokenBucket(long perSecond, double burst, NanoClock clock) {
        this.perNano = perSecond / NANOS_PER_SECOND;
        this.burst = burst;
        this.clock = clock;
        this.tokens = burst;
        this.filled = clock.nanoTime();
    }

    /** Takes tokens, and waits until they are there; if the waiting is ended, they are given back. */
    void take(long count, CountDownLatch end, String what) throws IOException {
        long wait = owe(count);
        if (wait <= 0) {
            return;
        }
        boolean waited = false;
        try {
            Waiting.pass(clock, end, wait, what);
            waited = true;
        } finally {
            if (!waited) {
                giveBack(count);
            }
        }
    }

    /** Gives back what was not used. */
    synchronized void giveBack(long count) {
        tokens = Math.min(burst, tokens + count);
    }

    private synchronized long owe(long count) {
        long now = clock.nanoTime();
        tokens = Math.min(burst, tokens + (now - filled) * perNano);
        filled = now;
        tokens -= count;
        return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / perNano);
    }
}
