package io.anyfs.compress;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Contexts of zstd, which hold native memory and are costly to make: a few that nobody uses are kept. Nobody keeps one for longer
 * than a frame takes, so that open files hold none. Safe for use by many threads.
 */
final class NativeContexts<C extends Closeable> implements Closeable {

    private static final int MOST_UNUSED = 8;

    private final Supplier<C> factory;
    // Guarded by this object's lock.
    private final Deque<C> unused = new ArrayDeque<>();
    private int live;
    private boolean closed;

    NativeContexts(Supplier<C> factory) {
        this.factory = factory;
    }

    /** A context, to be given back. */
    C take() {
        synchronized (this) {
            live++;
            C kept = unused.poll();
            if (kept != null) {
                live--;
                return kept;
            }
        }
        boolean made = false;
        try {
            C context = factory.get();
            made = true;
            return context;
        } finally {
            if (!made) {
                released();
            }
        }
    }

    void giveBack(C context) throws IOException {
        synchronized (this) {
            if (!closed && unused.size() < MOST_UNUSED) {
                unused.push(context);
                return;
            }
        }
        release(context);
    }

    /** How many there are, in use or kept. */
    synchronized int live() {
        return live;
    }

    /** Releases those that nobody uses; those in use follow when they are given back. */
    @Override
    public void close() throws IOException {
        while (true) {
            C context;
            synchronized (this) {
                closed = true;
                context = unused.poll();
            }
            if (context == null) {
                return;
            }
            release(context);
        }
    }

    private void release(C context) throws IOException {
        released();
        context.close();
    }

    private synchronized void released() {
        live--;
    }
}
