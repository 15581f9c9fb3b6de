package io.anyfs.overlay.time;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A time that passes only when a test turns it, while others wait. */
public final class TurnedClock implements NanoClock {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public boolean await(CountDownLatch end, long nanos) throws InterruptedException {
        long until = now.get() + nanos;
        waiting.incrementAndGet();
        try {
            while (!end.await(1, TimeUnit.MILLISECONDS)) {
                if (now.get() >= until) {
                    return end.getCount() == 0;
                }
            }
            return true;
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Lets time pass for all who wait by now. */
    public void turn(long nanos) {
        now.addAndGet(nanos);
    }

    /** How many wait. */
    public int waiting() {
        return waiting.get();
    }
}
