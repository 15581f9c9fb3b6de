package io.anyfs.expose.ftp;

import io.anyfs.expose.WorkerThreads;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A few threads of the system for transfers whose client is fast. A virtual thread that waits for its client is woken through two others,
 * which is a quarter of what a fast download costs; these wait themselves. Slow clients are for virtual threads, of which there
 * are enough. Safe for use by many threads.
 */
final class SystemThreads implements Closeable {

    /** No thread was free, and nothing was done. */
    static final long NONE_FREE = -1;

    /** After this a transfer tells its progress, and another may have the thread. */
    static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What is less is not worth another thread, and whoever moves less in a turn is slow. */
    static final long WORTH_A_THREAD = 1 << 20;

    /** How much a client that was slow moves without a thread before it may show that it is fast. */
    static final long SLOW_BYTES = 16 << 20;

    private static final int PER_PROCESSOR = 4;
    private static final int KEEP_ALIVE_SECONDS = 10;

    private final ExecutorService threads;

    /** A part of a transfer, about as long as {@link #TURN_NANOS} unless the client stops. */
    @FunctionalInterface
    interface Turn {
        /** Returns how many bytes were moved, 0 or more. */
        long run() throws IOException;
    }

    SystemThreads() {
        this.threads = new ThreadPoolExecutor(
                0,
                most(),
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                WorkerThreads.daemons("anyfs-ftp-transfer-"));
    }

    /** How many turns run at once, at most. */
    static int most() {
        return PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    }

    /**
     * Runs a turn, and waits for its end.
     *
     * @return what it returned, or {@link #NONE_FREE}
     */
    long run(Turn turn) throws IOException {
        AtomicBoolean begins = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        Future<Long> result;
        try {
            result = threads.submit(() -> {
                if (!begins.compareAndSet(false, true)) {
                    return 0L;
                }
                try {
                    return turn.run();
                } finally {
                    ended.countDown();
                }
            });
        } catch (RejectedExecutionException allAtWork) {
            return NONE_FREE;
        }
        try {
            return result.get();
        } catch (InterruptedException stop) {
            if (!begins.compareAndSet(false, true)) {
                // Nobody else may use what it uses before it has let go.
                result.cancel(true);
                awaitUninterruptibly(ended);
            }
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted in a transfer");
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof IOException failure) {
                throw failure;
            }
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a transfer failed unexpectedly", cause);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException already) {
                // It was told to stop, and does.
            }
        }
    }

    /** Ends the threads, and what they do. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Waits for the end of the threads, after they were told to. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        threads.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
