package io.anyfs.fault;

import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Where a delayed call waits until a test lets it go on. No time passes by itself. Safe for use by many threads. */
public final class Gate {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** More than anybody waits, and so little that a deadline can be compared with any time of the clock. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private boolean open;
    private int waiting;
    private boolean reached;

    /** A closed gate. */
    public Gate() {}

    /** Lets everybody through, now and later. */
    public synchronized void open() {
        open = true;
        notifyAll();
    }

    /** How many calls wait now. */
    public synchronized int waiting() {
        return waiting;
    }

    /** Returns as soon as a call waits, or at once if one has waited before. */
    public synchronized void awaitArrival() throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!reached) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no call arrived at the gate within " + DEADLINE);
            }
            wait(DEADLINE.toMillis());
        }
    }

    /** Waits until the gate is open, or what waits is cancelled and the gate is {@linkplain #recheck told}. */
    void pass(BooleanSupplier cancelled) throws AsynchronousCloseException, InterruptedIOException {
        pass(cancelled, LONGEST);
    }

    /** As {@link #pass(BooleanSupplier)}, but no longer than a time. */
    synchronized void pass(BooleanSupplier cancelled, Duration time)
            throws AsynchronousCloseException, InterruptedIOException {
        long deadline = System.nanoTime() + nanos(time);
        waiting++;
        reached = true;
        notifyAll();
        try {
            long left = deadline - System.nanoTime();
            while (!open && !cancelled.getAsBoolean() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while it was delayed");
        } finally {
            waiting--;
        }
        if (cancelled.getAsBoolean()) {
            throw new AsynchronousCloseException();
        }
    }

    private static long nanos(Duration time) {
        return time.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : time.toNanos();
    }

    /** Makes those who wait see that they are cancelled. */
    synchronized void recheck() {
        notifyAll();
    }
}
