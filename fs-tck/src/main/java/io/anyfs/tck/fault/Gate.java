package io.anyfs.tck.fault;

import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Where a delayed call waits until a test lets it go on. No time passes by itself. Safe for use by many threads. */
public final class Gate {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private boolean open;
    private int waiting;

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

    /** Returns as soon as a call waits. */
    public synchronized void awaitArrival() throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (waiting == 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no call arrived at the gate within " + DEADLINE);
            }
            wait(DEADLINE.toMillis());
        }
    }

    /** Waits until the gate is open, or what waits is cancelled and the gate is {@linkplain #recheck told}. */
    synchronized void pass(BooleanSupplier cancelled) throws AsynchronousCloseException, InterruptedIOException {
        waiting++;
        notifyAll();
        try {
            while (!open && !cancelled.getAsBoolean()) {
                wait();
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

    /** Makes those who wait see that they are cancelled. */
    synchronized void recheck() {
        notifyAll();
    }
}
