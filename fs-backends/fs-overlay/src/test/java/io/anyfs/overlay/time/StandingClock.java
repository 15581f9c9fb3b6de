package io.anyfs.overlay.time;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A time that never passes: who waits does so until what he waits in is closed, or he is interrupted. */
public final class StandingClock implements NanoClock {

    private final AtomicInteger waiting = new AtomicInteger();

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public boolean await(CountDownLatch end, long nanos) throws InterruptedException {
        waiting.incrementAndGet();
        try {
            end.await();
            return true;
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** How many wait. */
    public int waiting() {
        return waiting.get();
    }
}
