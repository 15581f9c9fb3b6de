package io.anyfs.overlay.limit;

import io.anyfs.FsPath;
import io.anyfs.TransientStorageException;
import io.anyfs.overlay.time.NanoClock;
import io.anyfs.overlay.time.Waiting;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/** So many at once; who comes when all are taken waits in a queue, for a bounded time. */
final class Slots {

    private final String what;
    private final int count;
    private final Duration maxWait;
    private final NanoClock clock;

    // Guarded by this object's lock.
    private final Deque<Waiter> queue = new ArrayDeque<>();
    private int free;
    private boolean closed;

    Slots(String what, int count, Duration maxWait, NanoClock clock) {
        this.what = what;
        this.count = count;
        this.maxWait = maxWait;
        this.clock = clock;
        this.free = count;
    }

    private static final class Waiter {
        private final CountDownLatch called = new CountDownLatch(1);
        private boolean granted;
    }

    /** Takes a slot. To be given back by {@link #release}. */
    void acquire(FsPath path) throws IOException {
        Waiter waiter = enqueue();
        if (waiter.called.getCount() == 0) {
            return;
        }
        boolean kept = false;
        try {
            clock.await(waiter.called, maxWait.toNanos());
            kept = isGranted(waiter);
            if (!kept) {
                throw new TransientStorageException(
                        path.toString(), "all " + count + " " + what + " are in use; nothing was done", maxWait);
            }
        } catch (InterruptedException interrupted) {
            throw Waiting.interrupted("for one of " + count + " " + what, interrupted);
        } finally {
            if (!kept) {
                leave(waiter);
            }
        }
    }

    private synchronized Waiter enqueue() throws AsynchronousCloseException {
        requireOpen();
        Waiter waiter = new Waiter();
        if (free > 0) {
            free--;
            waiter.granted = true;
            waiter.called.countDown();
        } else {
            queue.add(waiter);
        }
        return waiter;
    }

    private synchronized boolean isGranted(Waiter waiter) throws AsynchronousCloseException {
        if (!waiter.granted) {
            requireOpen();
        }
        return waiter.granted;
    }

    /** Gives up waiting; a slot that came at the same moment goes on to the next. */
    private synchronized void leave(Waiter waiter) {
        queue.remove(waiter);
        if (waiter.granted) {
            release();
        }
    }

    synchronized void release() {
        Waiter next = queue.poll();
        if (next == null) {
            free++;
        } else {
            next.granted = true;
            next.called.countDown();
        }
    }

    /** Ends all waiting. */
    synchronized void close() {
        closed = true;
        queue.forEach(waiter -> waiter.called.countDown());
        queue.clear();
    }

    private void requireOpen() throws AsynchronousCloseException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
    }
}
