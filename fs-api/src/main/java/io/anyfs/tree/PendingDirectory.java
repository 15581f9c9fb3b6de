package io.anyfs.tree;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is being copied. It is complete when it has been listed and all that it holds is complete; then, on
 * whatever thread that happens, its completion runs, once.
 */
final class PendingDirectory {

    private final @Nullable PendingDirectory parent;
    private final boolean created;
    private final Workers.Task completion;
    /** Entries that are not complete, and one for the listing. */
    private final AtomicInteger open = new AtomicInteger(1);

    PendingDirectory(@Nullable PendingDirectory parent, boolean created, Workers.Task completion) {
        this.parent = parent;
        this.created = created;
        this.completion = completion;
        if (parent != null) {
            parent.entered();
        }
    }

    @Nullable
    PendingDirectory parent() {
        return parent;
    }

    /** Whether the copy created it, so that nothing is in it but what the copy put there. */
    boolean created() {
        return created;
    }

    /** There is one more entry to be completed. */
    void entered() {
        open.incrementAndGet();
    }

    /** An entry is complete, or the listing. */
    void completed() throws IOException {
        PendingDirectory at = this;
        while (at != null && at.open.decrementAndGet() == 0) {
            at.completion.run();
            at = at.parent;
        }
    }
}
