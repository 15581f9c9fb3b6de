package io.anyfs.s3;

import io.anyfs.spi.ArrayPool;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory that all uploads of a process have for bytes that are not stored yet. Who wants more than there is waits.
 *
 * <p>A part can only be sent, and its memory given back, when it is whole. So that not all wait for each other with parts that
 * are half full, a part that outgrows a few chunks waits once, until all that it can need is put aside for it, and never again:
 * as many parts as fit are filled and sent side by side, and the next ones are let in by turns. The first chunks come from a
 * quarter of the memory that is for them, so that small files, and clients who send little, do not stand in the way of others,
 * nor others in theirs. Safe for use by many threads.
 */
final class PartMemory {

    /** Small enough for G1 not to treat it as humongous in a heap of 512 MiB. */
    static final int CHUNK = 256 * 1024;

    /** How many chunks a part has at most before all that it can need is put aside. */
    static final int FIRST_CHUNKS = 2;

    /** So little that two of the smallest parts still fit beside the window. */
    private static final long LEAST = 12L << 20;

    private static final long LARGEST_PART = 1L << 30;

    private static final PartMemory SHARED = new PartMemory(sharedBytes());

    /** For what comes ahead of its turn, and never has to wait for something else to come first. */
    private final long windowBytes;

    private final int chunks;
    private final int chunksForFirst;
    private final ArrayPool pool;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private final Set<Share> waiting = new LinkedHashSet<>();
    private long windowUsed;
    /** Chunks that are out. */
    private int used;
    /** Of those, the ones of parts that have nothing put aside. */
    private int usedAsFirst;
    /** Chunks that are not out but put aside. */
    private int putAside;

    PartMemory(long bytes) {
        this.windowBytes = bytes / 8;
        this.chunks = (int) Math.min(Integer.MAX_VALUE, Math.max(1, (bytes - windowBytes) / CHUNK));
        this.chunksForFirst = chunks / 4;
        this.pool = new ArrayPool(CHUNK, chunks);
    }

    /** The one of this process: {@code anyfs.s3.memory} bytes, by default 256 MiB, but at most half of the heap. */
    static PartMemory shared() {
        return SHARED;
    }

    /** The chunks that nobody uses. */
    ArrayPool pool() {
        return pool;
    }

    private static long sharedBytes() {
        long wanted = Long.getLong("anyfs.s3.memory", 256L << 20);
        return Math.max(LEAST, Math.min(wanted, Runtime.getRuntime().maxMemory() / 2));
    }

    /** The largest part that leaves room for a second one, in bytes; no larger than a part should be. */
    long largestPart() {
        return Math.min(LARGEST_PART, chunks / 2 * (long) CHUNK);
    }

    /** How many bytes are handed out now. */
    long usedBytes() {
        lock.lock();
        try {
            return used * (long) CHUNK + windowUsed;
        } finally {
            lock.unlock();
        }
    }

    /** Takes bytes for what comes ahead of its turn, if there are any left. */
    boolean tryReserve(long bytes) {
        lock.lock();
        try {
            boolean free = bytes <= windowBytes - windowUsed;
            windowUsed += free ? bytes : 0;
            return free;
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what {@link #tryReserve} took. */
    void release(long bytes) {
        lock.lock();
        try {
            windowUsed -= bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Takes back chunks of a sealed part. */
    void giveBack(List<byte[]> parts) {
        lock.lock();
        try {
            used -= parts.size();
            returned(parts);
        } finally {
            lock.unlock();
        }
    }

    /** What one upload has of it. */
    Share share() {
        return new Share();
    }

    /** Chunks for the parts of one upload. Used by one thread at a time, but {@link #close} may come from any. */
    final class Share {
        private final Condition changed = lock.newCondition();
        /** How many chunks the part has at most. */
        private int claim;
        /** How many it has. */
        private int got;
        /** Whether the rest is put aside for it. */
        private boolean isSure;
        /** Set by who lends a chunk to a share that waits. */
        private boolean lent;

        private boolean closed;

        /** Begins a part of at most so many bytes. The one before was sealed, or has given back all chunks. */
        void begin(long bytes) {
            lock.lock();
            try {
                if (bytes > (chunks - chunksForFirst) * (long) CHUNK) {
                    throw new IllegalArgumentException("a part of " + bytes + " bytes is more than there is for one");
                }
                settle();
                claim = (int) ((bytes + CHUNK - 1) / CHUNK);
            } finally {
                lock.unlock();
            }
        }

        /**
         * The next chunk of the part; waits until it can be had.
         *
         * @throws AsynchronousCloseException if the share is closed
         */
        byte[] take() throws IOException {
            borrow();
            boolean taken = false;
            try {
                byte[] chunk = pool.take();
                taken = true;
                return chunk;
            } finally {
                if (!taken) {
                    reduce(1, List.of());
                }
            }
        }

        /** Takes the right to a chunk. */
        private void borrow() throws IOException {
            lock.lock();
            try {
                if (closed) {
                    throw new AsynchronousCloseException();
                } else if (got == claim) {
                    throw new IllegalStateException("a part of " + claim + " chunks gets no more");
                }
                if (isSure || canHaveFirst()) {
                    lend();
                } else {
                    await();
                }
            } finally {
                lock.unlock();
            }
        }

        private void await() throws IOException {
            lent = false;
            waiting.add(this);
            serve();
            try {
                while (!lent && !closed) {
                    changed.await();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                if (!lent) {
                    throw new InterruptedIOException("interrupted while waiting for memory for an upload");
                }
            } finally {
                leave();
            }
            if (!lent) {
                throw new AsynchronousCloseException();
            }
        }

        private void leave() {
            if (waiting.remove(this)) {
                serve();
            }
        }

        /** The part gets no more chunks; those that it has are given back one day by {@link PartMemory#giveBack}. */
        void seal() {
            lock.lock();
            try {
                settle();
                serve();
            } finally {
                lock.unlock();
            }
        }

        /** Takes back chunks of the part that is being filled. */
        void giveBackUnsealed(List<byte[]> parts) {
            reduce(parts.size(), parts);
        }

        /** Whoever waits for a chunk fails, and so does whoever asks. */
        void close() {
            lock.lock();
            try {
                closed = true;
                changed.signalAll();
                waiting.remove(this);
                settle();
                serve();
            } finally {
                lock.unlock();
            }
        }

        private void settle() {
            if (isSure) {
                putAside -= claim - got;
            } else {
                usedAsFirst -= got;
            }
            claim = 0;
            got = 0;
            isSure = false;
        }

        private void reduce(int count, List<byte[]> parts) {
            lock.lock();
            try {
                used -= count;
                // What was settled in the meantime, by a close, is as sealed.
                int own = Math.min(count, got);
                got -= own;
                if (isSure) {
                    putAside += own;
                } else {
                    usedAsFirst -= own;
                }
                returned(parts);
            } finally {
                lock.unlock();
            }
        }

        private boolean canHaveFirst() {
            return got < FIRST_CHUNKS && usedAsFirst < chunksForFirst && used + putAside < chunks;
        }

        private boolean canBeSure() {
            return used + putAside + claim - got <= chunks;
        }

        private void beSure() {
            isSure = true;
            usedAsFirst -= got;
            putAside += claim - got;
        }

        private void lend() {
            if (isSure) {
                putAside--;
            } else {
                usedAsFirst++;
            }
            got++;
            used++;
            lent = true;
            changed.signal();
        }
    }

    private void returned(List<byte[]> parts) {
        parts.forEach(pool::giveBack);
        serve();
    }

    /** Lends to those who wait, in their order: nothing is put aside for one as long as it is not enough for who came before. */
    private void serve() {
        boolean isEnough = true;
        for (Iterator<Share> shares = waiting.iterator(); shares.hasNext() && used + putAside < chunks; ) {
            Share share = shares.next();
            if (!share.canHaveFirst()) {
                isEnough &= share.canBeSure();
                if (!isEnough) {
                    continue;
                }
                share.beSure();
            }
            share.lend();
            shares.remove();
        }
    }
}
