package io.anyfs.memory;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tells when nobody uses the arrays of a content any more, so that they can be used again: neither a file nor an open
 * handle holds it. Whoever forgets to let go does no harm: then the garbage collector does it.
 *
 * <p>A content that shares chunks with another one is left to the garbage collector.
 */
final class Lifetime {

    private static final int SHARED = 1 << 30;

    private final ChunkPool pool;
    private final @Nullable Part root;
    /** How many hold the content, and whether it shares chunks. Begins with the file that it is made for. */
    private final AtomicInteger holders = new AtomicInteger(1);

    Lifetime(ChunkPool pool, @Nullable Part root) {
        this.pool = pool;
        this.root = root;
    }

    /** Holds the content; false if it is too late. */
    boolean hold() {
        for (int now = holders.get(); count(now) > 0; now = holders.get()) {
            if (holders.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Lets go. */
    void release() {
        if (holders.decrementAndGet() == 0) {
            pool.give(root);
        }
    }

    /** Takes note, while the content is held, that another one has chunks of it. */
    void share() {
        holders.getAndUpdate(now -> now | SHARED);
    }

    private static int count(int holders) {
        return holders & ~SHARED;
    }
}
