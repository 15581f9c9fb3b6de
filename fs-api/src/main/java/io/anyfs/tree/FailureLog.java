package io.anyfs.tree;

import io.anyfs.ErrorKind;
import io.anyfs.FsPath;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** Asks what to do about failures and keeps those that were skipped. Safe for use by many threads. */
final class FailureLog {

    /** More failures than this are only counted, so that a storage that fails throughout does not fill the memory. */
    static final int KEPT = 1000;

    private final OnFailure policy;
    private final List<TreeFailure> kept = new ArrayList<>();
    private long count;

    FailureLog(OnFailure policy) {
        this.policy = policy;
    }

    /** Returns if the operation goes on. */
    void failed(FsPath path, IOException failure) throws IOException {
        ErrorKind kind = ErrorKind.of(failure);
        if (kind == ErrorKind.INTERRUPTED || kind == ErrorKind.CLOSED) {
            throw failure;
        }
        policy.failed(path, failure);
        synchronized (this) {
            count++;
            if (kept.size() < KEPT) {
                kept.add(new TreeFailure(path, failure));
            }
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<TreeFailure> first() {
        return List.copyOf(kept);
    }

    /** Ends an operation whose thread was interrupted. The thread stays interrupted. */
    static void requireNotInterrupted(FsPath path) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException(path + ": interrupted");
        }
    }
}
