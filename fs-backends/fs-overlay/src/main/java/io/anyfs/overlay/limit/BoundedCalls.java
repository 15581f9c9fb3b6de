package io.anyfs.overlay.limit;

import io.anyfs.FsPath;
import io.anyfs.TransientStorageException;
import io.anyfs.overlay.time.NanoClock;
import io.anyfs.overlay.time.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes calls on threads of its own, and waits for each no longer than it may take. */
final class BoundedCalls {

    private final NanoClock clock;
    private final Semaphore free;
    private final ExecutorService threads;

    BoundedCalls(int maxThreads, NanoClock clock) {
        this.clock = clock;
        this.free = new Semaphore(maxThreads, true);
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "anyfs-timeout");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A call. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Gets rid of a result that came too late. */
    @FunctionalInterface
    interface Release<T> {
        void late(T result) throws IOException;
    }

    long nanoTime() {
        return clock.nanoTime();
    }

    /**
     * Makes a call. An interrupt is passed on to it, and then it is waited for what comes of it, within the same bound.
     *
     * @throws TransientStorageException if it takes longer; it is interrupted, and what comes of it is released
     */
    <T> T run(FsPath path, Duration bound, Work<T> work, Release<T> release) throws IOException {
        acquire(path, bound);
        Run<T> run = new Run<>(work, release);
        long begin = clock.nanoTime();
        boolean begun = false;
        try {
            threads.execute(run);
            begun = true;
        } finally {
            if (!begun) {
                free.release();
            }
        }
        if (!await(run, begin, bound.toNanos()) && run.giveUp()) {
            throw new TransientStorageException(
                    path.toString(),
                    "it took longer than " + bound.toMillis() + " ms and was given up; its outcome is unknown",
                    Duration.ZERO);
        }
        return run.outcome();
    }

    void stop() {
        threads.shutdown();
    }

    private void acquire(FsPath path, Duration bound) throws IOException {
        try {
            if (!free.tryAcquire() && !free.tryAcquire(bound.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TransientStorageException(
                        path.toString(), "all threads wait for the storage; nothing was done", bound);
            }
        } catch (InterruptedException interrupted) {
            throw Waiting.interrupted("for a thread", interrupted);
        }
    }

    private boolean await(Run<?> run, long begin, long nanos) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return clock.await(run.done, nanos - (clock.nanoTime() - begin));
                } catch (InterruptedException now) {
                    interrupted = true;
                    run.interrupt();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Run<T> implements Runnable {

        private final Work<T> work;
        private final Release<T> release;
        private final CountDownLatch done = new CountDownLatch(1);

        // Guarded by this object's lock.
        private @Nullable Thread thread;
        private boolean interrupted;
        private boolean ended;
        private boolean givenUp;
        private @Nullable T result;
        private @Nullable Throwable failure;

        Run(Work<T> work, Release<T> release) {
            this.work = work;
            this.release = release;
        }

        @Override
        public void run() {
            try {
                if (begin()) {
                    T late = end(work.run());
                    if (late != null) {
                        release.late(late);
                    }
                }
            } catch (IOException | RuntimeException | Error thrown) {
                fail(thrown);
            } finally {
                free.release();
                done.countDown();
            }
        }

        /** False if nobody waits for it any more. */
        private synchronized boolean begin() {
            thread = Thread.currentThread();
            if (interrupted) {
                thread.interrupt();
            }
            return !givenUp;
        }

        /** Returns the result if nobody waits for it any more. */
        private synchronized @Nullable T end(T value) {
            thread = null;
            ended = true;
            result = value;
            return givenUp ? value : null;
        }

        private synchronized void fail(Throwable thrown) {
            thread = null;
            ended = true;
            failure = thrown;
        }

        synchronized void interrupt() {
            interrupted = true;
            if (thread != null) {
                thread.interrupt();
            }
        }

        /** False if it has just ended. */
        synchronized boolean giveUp() {
            if (ended) {
                return false;
            }
            givenUp = true;
            interrupt();
            return true;
        }

        synchronized T outcome() throws IOException {
            if (failure instanceof IOException thrown) {
                throw thrown;
            } else if (failure instanceof RuntimeException thrown) {
                throw thrown;
            } else if (failure instanceof Error thrown) {
                throw thrown;
            } else if (result == null) {
                throw new IllegalStateException("a call has to have a result");
            }
            return result;
        }
    }
}
