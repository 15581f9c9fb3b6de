package io.anyfs.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Many requests, several at once, of which the first failure ends all. When it is closed none is under way any more. The
 * requests must not wait for others of the same workers. Used by one thread.
 */
final class Batch implements AutoCloseable {

    private static final int AT_ONCE = 16;

    private final ExecutorService workers;
    private final Deque<Task> running = new ArrayDeque<>();

    Batch(ExecutorService workers) {
        this.workers = workers;
    }

    /** A request. */
    @FunctionalInterface
    interface Request {
        void run() throws IOException;
    }

    /** Runs a request soon; waits while there are many. */
    void add(Request request) throws IOException {
        while (running.size() >= AT_ONCE) {
            awaitFirst();
        }
        Task task = new Task(request);
        try {
            workers.execute(task.future);
        } catch (RejectedExecutionException closed) {
            throw new AsynchronousCloseException();
        }
        running.add(task);
    }

    /** Returns when all have run. */
    void await() throws IOException {
        while (!running.isEmpty()) {
            awaitFirst();
        }
    }

    /** Interrupts what has begun and waits for its end: what the store does later nobody could undo. */
    @Override
    public void close() {
        running.forEach(Task::cancel);
        running.forEach(Task::awaitEnd);
        running.clear();
    }

    private void awaitFirst() throws IOException {
        try {
            running.element().future.get();
            running.remove();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (CancellationException closed) {
            throw new AsynchronousCloseException();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("a request failed", failed.getCause());
        }
    }

    /** A request whose end can be told apart from its cancellation. */
    private static final class Task implements Callable<Boolean> {

        private final Request request;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final CountDownLatch ended = new CountDownLatch(1);
        private final FutureTask<Boolean> future = new FutureTask<>(this);

        Task(Request request) {
            this.request = request;
        }

        @Override
        public Boolean call() throws IOException {
            if (!begun.compareAndSet(false, true)) {
                return false;
            }
            try {
                request.run();
                return true;
            } finally {
                ended.countDown();
            }
        }

        /** What has not begun never does. */
        void cancel() {
            if (begun.compareAndSet(false, true)) {
                ended.countDown();
            }
            future.cancel(true);
        }

        void awaitEnd() {
            boolean interrupted = false;
            while (true) {
                try {
                    ended.await();
                    break;
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
