package io.anyfs.cache.writeback;

import org.jspecify.annotations.Nullable;

/** The versions of one path that wait: the one to be stored next, and perhaps a newer one. Guarded by the lock of {@link PendingFiles}. */
final class Chain {

    PendingFile head;

    @Nullable
    PendingFile next;

    Chain(PendingFile head) {
        this.head = head;
    }

    /** The version that is seen. */
    PendingFile newest() {
        return next == null ? head : next;
    }
}
