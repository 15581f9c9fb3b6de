package io.anyfs.cache.writeback;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.cache.writeback.JournalRecord.Condition;
import io.anyfs.cache.writeback.PendingFile.State;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The files that wait for their upload, by path. A path has one version that is the next to be stored, and perhaps a newer one behind
 * it. Touches neither disk nor storage. Safe for use by many threads.
 */
final class PendingFiles {

    private final long delayNanos;
    // Guarded by this object's lock, with what changes of the files.
    private final PendingTree chains = new PendingTree();
    private final DueFiles queue = new DueFiles();
    private boolean closed;

    /**
     * Facts and bytes.
     *
     * @param bytes held for who asked
     */
    record Found(FileInfo info, StagedBytes bytes) {}

    PendingFiles(Duration delay) {
        this.delayNanos = delay.toNanos();
    }

    // ---------------------------------------------------------------- looking

    synchronized boolean isEmpty() {
        return chains.isEmpty();
    }

    /** The facts of the version that is seen. */
    synchronized @Nullable FileInfo info(FsPath path) {
        Chain chain = chains.get(path);
        return chain == null ? null : chain.newest().record.info();
    }

    synchronized @Nullable Found open(FsPath path) {
        Chain chain = chains.get(path);
        if (chain == null) {
            return null;
        }
        PendingFile file = chain.newest();
        file.bytes.hold();
        return new Found(file.record.info(), file.bytes);
    }

    /** Whether a file waits where the path needs a directory. */
    synchronized boolean isFileAbove(FsPath path) {
        return chains.isFileAbove(path);
    }

    synchronized boolean isAnyBelow(FsPath directory) {
        return chains.isAnyBelow(directory);
    }

    /** The names in a directory. */
    synchronized List<String> names(FsPath directory) {
        return chains.names(directory);
    }

    synchronized List<PendingUpload> told() {
        List<PendingUpload> told = new ArrayList<>();
        for (Chain chain : chains.all()) {
            told.add(chain.head.told());
            if (chain.next != null) {
                told.add(chain.next.told());
            }
        }
        return told;
    }

    // ---------------------------------------------------------------- staging

    /** Puts in what the journal holds, in its order. Returns what is superseded by it. */
    synchronized List<PendingFile> recover(PendingFile file) {
        file.tried = true;
        List<PendingFile> superseded = new ArrayList<>();
        Chain chain = chains.get(file.record.path());
        if (chain == null || !file.record.follows()) {
            if (chain != null) {
                superseded.add(chain.head);
                queue.remove(chain.head);
            }
            chains.put(file.record.path(), new Chain(file));
            schedule(file, 0);
        }
        if (chain != null) {
            if (chain.next != null) {
                superseded.add(chain.next);
            }
            chain.next = file.record.follows() ? file : null;
        }
        return superseded;
    }

    /** Makes room for a new version. To be ended by {@link #put} or {@link #cancel}; one at a time for a path. */
    synchronized Place place(FsPath path, Condition condition) {
        Chain chain = chains.get(path);
        if (chain == null) {
            return new Place(path, null, null, null, condition, false);
        }
        if (chain.next == null && chain.head.isReplaceable()) {
            State before = hold(chain.head);
            return new Place(path, chain.head, before, chain.head, chain.head.record.condition(), false);
        }
        return new Place(path, null, null, chain.newest(), Condition.ANYTHING, true);
    }

    /** As {@link #place}, for a version with the bytes of the newest, which are held for it; {@code null} where it is better to wait. */
    synchronized @Nullable Place placeOfSameBytes(FsPath path) {
        Chain chain = chains.get(path);
        if (chain == null || (chain.next == null && !chain.head.isReplaceable())) {
            return null;
        }
        chain.newest().bytes.hold();
        return place(path, Condition.ANYTHING);
    }

    /** Lets the new version be seen. Returns the version that is not to be stored any more. */
    synchronized @Nullable PendingFile put(Place place, PendingFile file) {
        Chain chain = chains.get(place.path());
        PendingFile dropped = place.replaced();
        if (chain == null) {
            chains.put(place.path(), new Chain(file));
            schedule(file, delayNanos);
        } else if (dropped != null) {
            chain.head = file;
            schedule(file, delayNanos);
        } else {
            dropped = chain.next;
            chain.next = file;
            if (chain.head.state == State.FAILED) {
                schedule(chain.head, 0);
            }
        }
        if (dropped != null) {
            dropped.state = State.GONE;
        }
        notifyAll();
        return dropped;
    }

    /** Nothing came of a new version. */
    synchronized void cancel(Place place) {
        if (place.replaced() != null && place.before() != null) {
            letGo(place.replaced(), place.before());
        }
    }

    /** Waits until nobody uploads the file, and keeps it from being uploaded; {@code null} if it does not wait any more. */
    synchronized @Nullable Removal holdForRemoval(FsPath path) throws IOException {
        while (true) {
            Chain chain = chains.get(path);
            if (chain == null) {
                return null;
            }
            if (chain.head.state != State.UPLOADING) {
                State before = hold(chain.head);
                return new Removal(chain.head, chain.next, before);
            }
            await(0);
        }
    }

    synchronized void removed(Removal removal) {
        chains.remove(removal.head().record.path());
        removal.head().state = State.GONE;
        PendingFile next = removal.next();
        if (next != null) {
            next.state = State.GONE;
        }
        notifyAll();
    }

    synchronized void cancel(Removal removal) {
        letGo(removal.head(), removal.before());
    }

    // ---------------------------------------------------------------- uploading

    /** Waits for a file that is due; {@code null} when there is nothing to do any more. */
    synchronized @Nullable PendingFile take() throws InterruptedException {
        while (!closed) {
            PendingFile first = queue.first();
            long left = first == null ? 0 : first.due - System.nanoTime();
            if (first != null && left <= 0) {
                queue.remove(first);
                first.state = State.UPLOADING;
                first.tried = true;
                first.attempts++;
                return first;
            }
            if (first == null) {
                wait();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
        return null;
    }

    /** The storage has it. */
    synchronized void stored(PendingFile file) {
        FsPath path = file.record.path();
        Chain chain = chains.get(path);
        if (chain != null && chain.next != null) {
            PendingFile next = chain.next;
            chain.head = next;
            chain.next = null;
            schedule(next, 0);
        } else {
            chains.remove(path);
        }
        file.state = State.GONE;
        notifyAll();
    }

    /** It was not stored. It is tried again after a while, or never by itself. */
    synchronized void failed(PendingFile file, IOException failure, @Nullable Duration again) {
        file.failure = failure;
        file.failures++;
        if (again == null) {
            file.state = State.FAILED;
            notifyAll();
        } else {
            schedule(file, again.toNanos());
        }
    }

    /** Its upload was broken off. */
    synchronized void putBack(PendingFile file) {
        schedule(file, 0);
    }

    // ---------------------------------------------------------------- waiting

    /**
     * Waits until what is at this path, below it and above it is stored.
     *
     * @throws IOException if one of them fails for good, or often; it stays
     */
    void flush(FsPath path) throws IOException {
        AwaitedFiles concerned;
        synchronized (this) {
            concerned = new AwaitedFiles(chains, path);
            awaitStored(concerned);
        }
        FileSystemException failed = null;
        for (PendingFile file : concerned.files()) {
            IOException failure = unstored(file);
            if (failure != null) {
                FileSystemException told = new FileSystemException(
                        file.record.path().toString(), null, "it is not stored yet: " + failure.getMessage());
                told.initCause(failure);
                if (failed == null) {
                    failed = told;
                } else {
                    failed.addSuppressed(told);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** Waits until the files of this very directory are stored, or have failed for good or often. */
    synchronized void settleIn(FsPath directory) throws IOException {
        awaitStored(new AwaitedFiles(chains, directory).in(directory));
    }

    /** Hurries, and waits for files that had failed so often before. */
    private void awaitStored(AwaitedFiles awaited) throws IOException {
        queue.hurry(awaited.files());
        notifyAll();
        for (PendingFile file : awaited.files()) {
            while (awaited.isOnItsWay(file)) {
                await(0);
            }
        }
    }

    private synchronized @Nullable IOException unstored(PendingFile file) {
        return file.state == State.GONE ? null : file.failure;
    }

    /** Tries again what failed for good. */
    synchronized void retry() {
        for (Chain chain : chains.all()) {
            if (chain.head.state == State.FAILED) {
                schedule(chain.head, 0);
            }
        }
    }

    /** Ends the delay of all that was not tried yet. Returns whether anything is on its way. */
    synchronized boolean hurry() {
        Set<PendingFile> fresh = new HashSet<>();
        boolean any = false;
        for (Chain chain : chains.all()) {
            any |= chain.head.state != State.FAILED;
            if (chain.head.failures == 0) {
                fresh.add(chain.head);
            }
        }
        queue.hurry(fresh);
        notifyAll();
        return any && !closed;
    }

    /** Waits until all is stored or has failed for good, but no longer than this; without any time nothing is begun. */
    synchronized void settle(Duration longest) throws IOException {
        if (longest.isZero()) {
            return;
        }
        long end = System.nanoTime() + longest.toNanos();
        hurry();
        while (chains.all().stream().anyMatch(chain -> chain.head.state != State.FAILED)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            await(left);
        }
    }

    /** Ends all waiting. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void schedule(PendingFile file, long nanos) {
        queue.add(file, nanos);
        notifyAll();
    }

    private State hold(PendingFile file) {
        State before = file.state;
        queue.remove(file);
        file.state = State.HELD;
        return before;
    }

    private void letGo(PendingFile file, State before) {
        if (before == State.WAITING) {
            schedule(file, 0);
        } else {
            file.state = before;
            notifyAll();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // every caller has the loop
    private void await(long nanos) throws IOException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
        try {
            if (nanos == 0) {
                wait();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, nanos);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException)
                    new InterruptedIOException("interrupted while waiting for uploads").initCause(interrupted);
        }
    }
}
