package io.anyfs.overlay.union;

import io.anyfs.FsPath;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Locks of paths, there only while somebody holds or wants them. What changes an entry holds its path alone, and shares that of
 * the directory: so a directory is never deleted while something is created in it. All of a call are taken at once, in the order
 * of paths, so that no two calls wait for each other.
 */
final class PathLocks {

    private final ConcurrentHashMap<FsPath, Counted> locks = new ConcurrentHashMap<>();

    private static final class Counted {
        final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        int users;
    }

    /** What is held. */
    @FunctionalInterface
    interface Held {
        /** Lets go; called once. */
        void release();
    }

    /**
     * Waits for the locks.
     *
     * @throws InterruptedIOException if the thread is interrupted meanwhile; it stays interrupted and holds nothing
     */
    Held hold(List<FsPath> alone, List<FsPath> shared) throws InterruptedIOException {
        Map<FsPath, Boolean> wanted = new TreeMap<>();
        shared.forEach(path -> wanted.put(path, false));
        alone.forEach(path -> wanted.put(path, true));
        Deque<Runnable> releases = new ArrayDeque<>();
        boolean done = false;
        try {
            for (Map.Entry<FsPath, Boolean> want : wanted.entrySet()) {
                releases.push(take(want.getKey(), want.getValue()));
            }
            done = true;
        } finally {
            if (!done) {
                releases.forEach(Runnable::run);
            }
        }
        return () -> releases.forEach(Runnable::run);
    }

    private Runnable take(FsPath path, boolean alone) throws InterruptedIOException {
        Counted counted = locks.compute(path, (key, there) -> {
            Counted used = there == null ? new Counted() : there;
            used.users++;
            return used;
        });
        Lock lock = alone ? counted.lock.writeLock() : counted.lock.readLock();
        boolean taken = false;
        try {
            acquire(lock, path);
            taken = true;
        } finally {
            if (!taken) {
                leave(path);
            }
        }
        return () -> {
            lock.unlock();
            leave(path);
        };
    }

    /** An interrupted thread gets a lock that is free: whether it may go on is for the storage to say. */
    static void acquire(Lock lock, FsPath path) throws InterruptedIOException {
        if (lock.tryLock()) {
            return;
        }
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + path);
        }
    }

    private void leave(FsPath path) {
        locks.compute(path, (key, there) -> there == null || --there.users == 0 ? null : there);
    }
}
