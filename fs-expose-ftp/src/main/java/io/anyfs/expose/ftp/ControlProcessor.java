package io.anyfs.expose.ftp;

import java.nio.channels.ClosedSelectorException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.mina.transport.socket.nio.NioProcessor;

/** Reads and writes all control connections on one thread, and can tell when it has looked at all of them. */
final class ControlProcessor extends NioProcessor {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition begun = lock.newCondition();
    private long passes;

    /** Up to which pass somebody waits; until then none of them waits for something to happen. */
    private long wanted;

    ControlProcessor(Executor executor) {
        super(executor);
    }

    @Override
    protected int select(long timeout) throws Exception {
        lock.lock();
        try {
            passes++;
            if (passes < wanted) {
                wakeup();
            }
            begun.signalAll();
        } finally {
            lock.unlock();
        }
        return super.select(timeout);
    }

    /** The thread looks once more after it was told to end, and may find its selector closed. */
    @Override
    protected boolean isSelectorEmpty() {
        try {
            return super.isSelectorEmpty();
        } catch (ClosedSelectorException ended) {
            return true;
        }
    }

    /**
     * Waits until whatever the kernel knew of the control connections at the time of the call has been handled: one whole
     * pass that began after it.
     *
     * @param deadlineNanos when to give up, as {@link System#nanoTime()} counts
     * @return whether that pass was made in time
     */
    boolean awaitWholePass(long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            // The pass under way may have looked already; the next one looks, and has handled it when a third begins.
            long enough = passes + 2;
            wanted = Math.max(wanted, enough);
            while (passes < enough && System.nanoTime() < deadlineNanos) {
                wakeup();
                begun.awaitNanos(LOOK_AGAIN_NANOS);
            }
            return passes >= enough;
        } finally {
            lock.unlock();
        }
    }
}
