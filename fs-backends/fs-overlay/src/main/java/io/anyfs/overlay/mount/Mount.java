package io.anyfs.overlay.mount;

import io.anyfs.FsPath;
import io.anyfs.spi.Backend;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A storage at its place in the tree, and who uses it. Whoever calls the storage has entered before and leaves afterwards; what
 * is open counts as one more use. The storage is closed once, by whoever brings the state to {@code CLOSED}.
 */
final class Mount {

    private static final System.Logger LOG = System.getLogger(MountBackend.class.getName());

    /** No new uses; closed when the last one ends. */
    private static final long LEAVING = 1L << 61;

    private static final long CLOSED = 1L << 62;
    private static final long GONE = LEAVING | CLOSED;

    private static final int NAMED = 5;

    private final FsPath path;
    private final Backend backend;
    private final Backend given;
    private final boolean readOnly;
    private final AtomicLong state = new AtomicLong();
    private final Set<OpenUse> open = ConcurrentHashMap.newKeySet();

    /**
     * A mount in use by nobody.
     *
     * @param given the storage as it was handed in, by which it is told from others
     * @param backend the storage as it is used
     */
    Mount(FsPath path, Backend given, Backend backend, boolean readOnly) {
        this.path = path;
        this.given = given;
        this.backend = backend;
        this.readOnly = readOnly;
    }

    FsPath path() {
        return path;
    }

    Backend backend() {
        return backend;
    }

    boolean isOf(Backend other) {
        return given == other;
    }

    MountInfo info() {
        return new MountInfo(path, backend.name(), readOnly, (int) uses());
    }

    // ---------------------------------------------------------------- uses

    /** Begins a use; false if the storage is leaving or gone. */
    boolean enter() {
        if ((state.incrementAndGet() & GONE) == 0) {
            return true;
        }
        leave();
        return false;
    }

    /** Ends a use. */
    void leave() {
        if (state.decrementAndGet() == LEAVING && state.compareAndSet(LEAVING, CLOSED)) {
            try {
                backend.close();
            } catch (IOException | RuntimeException failure) {
                LOG.log(System.Logger.Level.WARNING, "closing what was unmounted from " + path + " failed", failure);
            }
        }
    }

    /** Counts what was opened by somebody who has entered. Where the storage was closed meanwhile, it is cut off and fails. */
    void opened(OpenUse use) throws IOException {
        state.incrementAndGet();
        open.add(use);
        if (isClosed()) {
            UnmountedException gone = new UnmountedException(null);
            cutOff(use, new Failures(gone));
            throw gone;
        }
    }

    /** Ends the use that {@link #opened} began. */
    void ended(OpenUse use) {
        open.remove(use);
        leave();
    }

    /** Whether the storage is closed, or is just being closed. */
    boolean isClosed() {
        return (state.get() & CLOSED) != 0;
    }

    /** Something that a use does. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does something in the storage; what fails because the storage was closed meanwhile says so. */
    <T> T call(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (IOException failure) {
            throw told(failure);
        } catch (IllegalStateException failure) {
            if (isClosed()) {
                throw new UnmountedException(failure);
            }
            throw failure;
        }
    }

    private IOException told(IOException failure) {
        boolean interrupted =
                failure instanceof InterruptedIOException || failure instanceof ClosedByInterruptException;
        return isClosed() && !interrupted && !(failure instanceof UnmountedException)
                ? new UnmountedException(failure)
                : failure;
    }

    /** Refuses what is done with something that was open when the storage was closed. */
    void requireThere() throws UnmountedException {
        if (isClosed()) {
            throw new UnmountedException(null);
        }
    }

    // ---------------------------------------------------------------- the end

    /** Lets nobody in any more, if nobody is in. The caller closes the storage. */
    boolean shutIfIdle() {
        return state.compareAndSet(0, CLOSED);
    }

    /** Lets nobody in any more. True if nobody is in, so that the caller closes the storage. */
    boolean shutWhenIdle() {
        return state.addAndGet(LEAVING) == LEAVING && state.compareAndSet(LEAVING, CLOSED);
    }

    /** Ends what is open, and closes the storage unless somebody else did. */
    void closeAtOnce(Failures failures) {
        long before = state.getAndUpdate(now -> now | CLOSED);
        if ((before & CLOSED) == 0) {
            open.forEach(use -> cutOff(use, failures));
            closeStorage(failures);
        }
    }

    /** Closes the storage, for the one who brought the state to {@code CLOSED}. */
    void closeStorage(Failures failures) {
        failures.attempt(backend::close, failure -> placed(path, "closing " + backend.name(), failure));
    }

    private static void cutOff(OpenUse use, Failures failures) {
        failures.attempt(use::cutOff, failure -> placed(use.path(), "ending it with its storage", failure));
    }

    /** Whoever takes out a storage knows the paths of the tree only. */
    private static IOException placed(FsPath path, String what, IOException failure) {
        if (failure instanceof InterruptedIOException || failure instanceof ClosedByInterruptException) {
            return failure;
        }
        String reason = failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
        return (IOException)
                new FileSystemException(path.toString(), null, what + " failed" + (reason == null ? "" : ": " + reason))
                        .initCause(failure);
    }

    /** What is in the way of an unmount. */
    String inTheWay() {
        Collection<OpenUse> now = Set.copyOf(open);
        long calls = Math.max(0, uses() - now.size());
        String named = now.stream().map(OpenUse::toString).sorted().limit(NAMED).collect(Collectors.joining(", "));
        StringBuilder text = new StringBuilder(named);
        if (now.size() > NAMED) {
            text.append(" and ").append(now.size() - NAMED).append(" more");
        }
        if (calls > 0) {
            text.append(text.isEmpty() ? "" : ", ").append(calls).append(calls == 1 ? " call" : " calls");
            text.append(" under way");
        }
        return text.isEmpty() ? "a call that has just ended" : text.toString();
    }

    private long uses() {
        return state.get() & ~GONE;
    }
}
