package io.anyfs.overlay.union;

import io.anyfs.BusyException;
import io.anyfs.FsPath;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Keeps calls, and what they opened, apart from commit and rollback. */
final class Gate {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicInteger open = new AtomicInteger();

    /** A call that gives something. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException;
    }

    /** A call that gives nothing. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** Makes a call while the layers stay as they are; waits for a commit or rollback that is under way. */
    <T> T pass(FsPath path, Call<T> call) throws IOException {
        PathLocks.acquire(lock.readLock(), path);
        try {
            return call.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    void act(FsPath path, Action action) throws IOException {
        pass(path, () -> {
            action.run();
            return true;
        });
    }

    /** Counts what a call opened. */
    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    /**
     * Makes a call alone.
     *
     * @throws BusyException if anything is open
     */
    void alone(Action action) throws IOException {
        PathLocks.acquire(lock.writeLock(), FsPath.ROOT);
        try {
            int count = open.get();
            if (count > 0) {
                throw new BusyException("/", "handles or listings that are open through the union: " + count);
            }
            action.run();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
