package io.anyfs.overlay.time;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A time that passes only when somebody waits, and then at once. */
public final class SteppingClock implements NanoClock {

    private final List<Long> waits = new ArrayList<>();
    private long now;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized boolean await(CountDownLatch end, long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        waits.add(nanos);
        now += nanos;
        return end.getCount() == 0;
    }

    /** Lets time pass. */
    public synchronized void advance(long nanos) {
        now += nanos;
    }

    /** How long was waited each time, in nanoseconds. */
    public synchronized List<Long> waits() {
        return List.copyOf(waits);
    }
}
