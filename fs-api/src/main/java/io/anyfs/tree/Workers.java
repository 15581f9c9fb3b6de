package io.anyfs.tree;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of one operation on a bounded number of threads, or for one thread on the caller's. The first failure stops
 * all: tasks under way are interrupted, others not begun. For use by the thread that runs the operation.
 */
final class Workers implements Closeable {

    /** Tasks that wait for a thread, for each thread: enough to keep it busy, few enough to hold no directory in memory. */
    private static final int WAITING = 4;

    /** Part of an operation. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Semaphore room;
    private final @Nullable ExecutorService threads;

    /** Workers whose threads are named after the operation. */
    Workers(int count, String operation) {
        AtomicInteger number = new AtomicInteger();
        room = new Semaphore(count * (1 + WAITING));
        threads = count == 1
                ? null
                : new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "anyfs-" + operation + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Runs a task, now or soon. Waits while too many wait already. Throws if an earlier task failed. */
    void run(Task task) throws IOException {
        if (threads == null) {
            task.run();
            return;
        }
        try {
            room.acquire();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        throwFailure();
        threads.execute(() -> {
            try {
                if (failure.get() == null) {
                    task.run();
                }
            } catch (Throwable thrown) {
                failed(thrown);
            } finally {
                room.release();
            }
        });
    }

    private void failed(Throwable thrown) {
        if (failure.compareAndSet(null, thrown) && threads != null) {
            threads.shutdownNow();
        }
    }

    /** Waits until all tasks have run. Throws if one failed. */
    void finish() throws IOException {
        if (threads != null) {
            threads.shutdown();
            try {
                while (!threads.awaitTermination(1, TimeUnit.DAYS)) {
                    // Nothing bounds how long a copy takes.
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
            throwFailure();
        }
    }

    private void throwFailure() throws IOException {
        Throwable thrown = failure.get();
        if (thrown instanceof IOException io) {
            throw io;
        } else if (thrown instanceof RuntimeException runtime) {
            throw runtime;
        } else if (thrown instanceof Error error) {
            throw error;
        }
    }

    /** Interrupts what is still running, and returns when it has ended: nothing happens behind the caller's back. */
    @Override
    public void close() {
        if (threads == null) {
            return;
        }
        threads.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (threads.awaitTermination(1, TimeUnit.DAYS)) {
                    break;
                }
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
