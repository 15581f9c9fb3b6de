package io.anyfs.s3;

import io.anyfs.FsPath;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Locks on paths, for what takes several requests and must not be mixed with the same of other threads: a directory is not
 * deleted while something is put into it, and of two who delete a file one does. Other processes know nothing of them.
 */
final class PathLocks {

    private final ConcurrentHashMap<FsPath, Shared> locks = new ConcurrentHashMap<>();

    /** A lock and how many use it or wait for it. */
    private record Shared(ReentrantReadWriteLock lock, int users) {
        Shared with(int more) {
            return new Shared(lock, users + more);
        }
    }

    /**
     * Takes locks, all in one order, so that nobody waits in a circle; so a thread that holds some must not take more.
     *
     * @param exclusive paths that nobody else may hold
     * @param shared paths that nobody else may hold exclusively
     */
    Held take(Collection<FsPath> exclusive, Collection<FsPath> shared) throws InterruptedIOException {
        Map<FsPath, Boolean> wanted = new TreeMap<>(Comparator.reverseOrder());
        shared.forEach(path -> wanted.put(path, false));
        exclusive.forEach(path -> wanted.put(path, true));
        Held held = new Held();
        boolean complete = false;
        try {
            for (Map.Entry<FsPath, Boolean> entry : wanted.entrySet()) {
                held.take(entry.getKey(), entry.getValue());
            }
            complete = true;
            return held;
        } finally {
            if (!complete) {
                held.close();
            }
        }
    }

    /** Takes a path and its directory, so that neither changes. */
    Held takeEntry(FsPath path) throws InterruptedIOException {
        return take(List.of(path, path.parentOrRoot()), List.of());
    }

    /** Locks that are held by a thread. */
    final class Held implements AutoCloseable {

        private final Deque<FsPath> paths = new ArrayDeque<>();
        private final Deque<Lock> taken = new ArrayDeque<>();

        private void take(FsPath path, boolean exclusive) throws InterruptedIOException {
            Shared shared = locks.compute(
                    path, (key, there) -> there == null ? new Shared(new ReentrantReadWriteLock(), 1) : there.with(1));
            paths.push(path);
            Lock lock = exclusive ? shared.lock().writeLock() : shared.lock().readLock();
            try {
                lock.lockInterruptibly();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(path + ": interrupted while another operation on it was under way");
            }
            taken.push(lock);
        }

        /** Says that the locks are what the following is about. */
        void require() {
            if (taken.isEmpty()) {
                throw new IllegalStateException("the locks were given back");
            }
        }

        @Override
        public void close() {
            taken.forEach(Lock::unlock);
            taken.clear();
            for (FsPath path : paths) {
                locks.computeIfPresent(path, (key, there) -> there.users() == 1 ? null : there.with(-1));
            }
            paths.clear();
        }
    }
}
