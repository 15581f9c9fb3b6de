package io.anyfs.expose;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time as a service sees it. */
interface ServiceClock {

    /** That of the machine. A wait holds no platform thread where it is a virtual one that waits. */
    ServiceClock SYSTEM = new ServiceClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public boolean pause(long nanos, CountDownLatch end) throws InterruptedException {
            return !end.await(nanos, TimeUnit.NANOSECONDS);
        }
    };

    /** As {@link System#nanoTime()}. */
    long nanos();

    /** Waits, and returns whether the end has not come meanwhile. */
    boolean pause(long nanos, CountDownLatch end) throws InterruptedException;
}
