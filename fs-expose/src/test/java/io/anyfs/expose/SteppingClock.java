package io.anyfs.expose;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes on only when somebody waits, or when it is told to. */
final class SteppingClock implements ServiceClock {

    private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public boolean pause(long wait, CountDownLatch end) {
        nanos.addAndGet(wait);
        return end.getCount() > 0;
    }

    void passSeconds(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    long millisSince(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(nanos.get() - begin);
    }
}
