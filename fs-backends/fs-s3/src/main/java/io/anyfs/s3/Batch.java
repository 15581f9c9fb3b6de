package io.anyfs.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** Many requests, several at once, of which the first failure ends all. Used by one thread. */
final class Batch implements AutoCloseable {

    private static final int AT_ONCE = 16;

    private final ExecutorService workers;
    private final Deque<Future<?>> running = new ArrayDeque<>();

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
        try {
            running.add(workers.submit(() -> {
                request.run();
                return true;
            }));
        } catch (RejectedExecutionException closed) {
            throw new AsynchronousCloseException();
        }
    }

    /** Returns when all have run. */
    void await() throws IOException {
        while (!running.isEmpty()) {
            awaitFirst();
        }
    }

    @Override
    public void close() {
        running.forEach(request -> request.cancel(true));
        running.clear();
    }

    private void awaitFirst() throws IOException {
        try {
            running.remove().get();
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
}
