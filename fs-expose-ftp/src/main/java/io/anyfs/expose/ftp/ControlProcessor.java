package io.anyfs.expose.ftp;

import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.mina.transport.socket.nio.NioProcessor;

/** Reads and writes all control connections on one thread, and can tell when it has looked at all of them. */
final class ControlProcessor extends NioProcessor {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long NOT_RESTING = -1;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition begun = lock.newCondition();
    private long passes;

    /** Up to which pass somebody waits; until then none of them waits for something to happen. */
    private long wanted;

    /** What came in this pass and before has been handled, and the thread waits for more. */
    private boolean resting;

    private final ArrivalCheck arrivals = new ArrivalCheck();

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
            resting = true;
            begun.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            return super.select(timeout);
        } finally {
            restsNoMore();
        }
    }

    private void restsNoMore() {
        lock.lock();
        try {
            resting = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void doDispose() throws Exception {
        try {
            super.doDispose();
        } finally {
            arrivals.close();
        }
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
     * Whether nothing has come on a connection that was not handled, its end neither, whatever the kernel knew of it at the time of the
     * call. Never waits, and no other thread has to do anything for it.
     *
     * @return {@code false} also where that cannot be told, as while the thread has something to do
     */
    boolean hasHandledAll(SelectableChannel channel) {
        long before = restingPass();
        // What arrives is read by that thread only: if it rests all the time, what it has not read is still there to be
        // seen.
        return before != NOT_RESTING && arrivals.isNothingThere(channel) && restingPass() == before;
    }

    private long restingPass() {
        lock.lock();
        try {
            return resting ? passes : NOT_RESTING;
        } finally {
            lock.unlock();
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
