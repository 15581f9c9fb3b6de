package io.anyfs;

import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendWriteHandle;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What the ownership tree holds of an open write. It ends once: closing it aborts, or waits for the commit that has begun, so
 * that no storage is closed under a commit.
 */
final class OpenWrite implements Closeable {

    private final Call calls;
    private final Backend storage;
    private final FsPath path;
    private final BackendWriteHandle backend;
    private final long begin = System.nanoTime();

    // Guarded by this object's lock.
    private boolean ending;
    private @Nullable Thread committer;

    private volatile long bytes;
    private volatile @Nullable Throwable cause;

    OpenWrite(Call calls, Backend storage, FsPath path, BackendWriteHandle backend) {
        this.calls = calls;
        this.storage = storage;
        this.path = path;
        this.backend = backend;
    }

    BackendWriteHandle backend() {
        return backend;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time; volatile for whoever ends it
    void wrote(int count) {
        bytes += count;
    }

    void abortCause(@Nullable Throwable failure) {
        if (cause == null) {
            cause = failure;
        }
    }

    synchronized boolean beginCommit() {
        if (ending) {
            return false;
        }
        ending = true;
        committer = Thread.currentThread();
        return true;
    }

    FileInfo commit() throws IOException {
        Throwable failed = null;
        try {
            return backend.commit();
        } catch (IOException | RuntimeException | Error failure) {
            failed = failure;
            throw failure;
        } finally {
            committed();
            calls.ended(storage, Operation.WRITE, path, begin, bytes, failed);
        }
    }

    private synchronized void committed() {
        committer = null;
        notifyAll();
    }

    /** True for the one who is to abort. */
    private synchronized boolean beginAbort() throws InterruptedIOException {
        // A storage that closes the handle while it commits must not wait for itself.
        while (committer != null && committer != Thread.currentThread()) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw (InterruptedIOException)
                        new InterruptedIOException(path + ": interrupted while the commit was under way")
                                .initCause(interrupted);
            }
        }
        boolean first = !ending;
        ending = true;
        return first;
    }

    @Override
    public void close() throws IOException {
        if (!beginAbort()) {
            return;
        }
        try {
            calls.act(storage, Operation.ABORT, path, null, backend::abort);
        } finally {
            Throwable why = cause;
            calls.ended(
                    storage,
                    Operation.WRITE,
                    path,
                    begin,
                    bytes,
                    why != null ? why : new AbortedWrite(path.toString()));
        }
    }

    /** Tells observers that a write ended without a commit and nobody said why. */
    private static final class AbortedWrite extends IOException {
        private static final long serialVersionUID = 1L;

        AbortedWrite(String path) {
            super(path + ": aborted, nothing was published");
        }
    }
}
