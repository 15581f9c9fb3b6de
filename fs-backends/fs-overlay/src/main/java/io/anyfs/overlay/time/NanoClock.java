package io.anyfs.overlay.time;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells time and lets it pass. Tests have one that they turn themselves. Safe for use by many threads. */
public interface NanoClock {

    /** The system's time. */
    NanoClock SYSTEM = new NanoClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public boolean await(CountDownLatch end, long nanos) throws InterruptedException {
            return end.await(nanos, TimeUnit.NANOSECONDS);
        }
    };

    /** Nanoseconds since some moment, as {@link System#nanoTime()} counts them. */
    long nanoTime();

    /**
     * Waits until the time has passed, or something has come to its end.
     *
     * @param end reaches zero when there is nothing to wait for any more
     * @param nanos how long, in nanoseconds
     * @return whether it came to its end
     * @throws InterruptedException if the thread is interrupted
     */
    boolean await(CountDownLatch end, long nanos) throws InterruptedException;
}
