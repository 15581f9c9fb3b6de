package io.anyfs.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The memory that all uploads of a process have for bytes that are not stored yet. Who wants more than there is waits, in the
 * order of asking as far as that is safe.
 *
 * <p>A part can only be sent, and its memory given back, when it is whole. So that not all wait for each other with parts that
 * are half full, a {@link Banker} gives it out: only as long as all parts that have been begun could still be filled one after
 * the other. Safe for use by many threads.
 */
final class PartMemory {

    /** Small enough for G1 not to treat it as humongous in a heap of 512 MiB. */
    static final int CHUNK = 256 * 1024;

    /** So little that two of the smallest parts still fit beside the window. */
    private static final long LEAST = 12L << 20;

    private static final long LARGEST_PART = 1L << 30;

    private static final PartMemory SHARED = new PartMemory(sharedBytes());

    /** For what comes ahead of its turn, and never has to wait for something else to come first. */
    private final long windowBytes;

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private final Banker banker;
    private final Deque<byte[]> pool = new ArrayDeque<>();
    private final Set<Share> waiting = new LinkedHashSet<>();
    private long windowUsed;

    PartMemory(long bytes) {
        this.windowBytes = bytes / 8;
        this.banker = new Banker((int) Math.min(Integer.MAX_VALUE, Math.max(1, (bytes - windowBytes) / CHUNK)));
    }

    /** The one of this process: {@code anyfs.s3.memory} bytes, by default 256 MiB, but at most half of the heap. */
    static PartMemory shared() {
        return SHARED;
    }

    private static long sharedBytes() {
        long wanted = Long.getLong("anyfs.s3.memory", 256L << 20);
        return Math.max(LEAST, Math.min(wanted, Runtime.getRuntime().maxMemory() / 2));
    }

    /** The largest part that leaves room for a second one, in bytes; no larger than a part should be. */
    long largestPart() {
        return Math.min(LARGEST_PART, banker.units() / 2 * (long) CHUNK);
    }

    /** How many bytes are handed out now. */
    long usedBytes() {
        lock.lock();
        try {
            return banker.used() * (long) CHUNK + windowUsed;
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
    void giveBack(List<byte[]> chunks) {
        lock.lock();
        try {
            banker.giveBack(chunks.size());
            returned(chunks);
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
        private Banker.Loan part = banker.open(0);
        /** Set by who lends a chunk to a share that waits. */
        private boolean lent;

        private boolean closed;

        /** Begins a part of at most so many bytes. The one before was sealed, or has given back all chunks. */
        void begin(long bytes) {
            lock.lock();
            try {
                banker.settle(part);
                part = banker.open((int) Math.min(Integer.MAX_VALUE, (bytes + CHUNK - 1) / CHUNK));
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
            byte[] chunk = borrow();
            if (chunk != null) {
                return chunk;
            }
            boolean allocated = false;
            try {
                chunk = new byte[CHUNK];
                allocated = true;
                return chunk;
            } finally {
                if (!allocated) {
                    reduce(1, List.of());
                }
            }
        }

        /** The right to a chunk, with the chunk if there is one that was used before. */
        private byte @Nullable [] borrow() throws IOException {
            lock.lock();
            try {
                if (closed) {
                    throw new AsynchronousCloseException();
                }
                if (!banker.lend(part)) {
                    await();
                }
                return pool.poll();
            } finally {
                lock.unlock();
            }
        }

        private void await() throws IOException {
            lent = false;
            waiting.add(this);
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
                waiting.remove(this);
            }
            if (!lent) {
                throw new AsynchronousCloseException();
            }
        }

        /** The part gets no more chunks; those that it has are given back one day by {@link PartMemory#giveBack}. */
        void seal() {
            lock.lock();
            try {
                banker.settle(part);
                serve();
            } finally {
                lock.unlock();
            }
        }

        /** Takes back chunks of the part that is being filled. */
        void giveBackUnsealed(List<byte[]> chunks) {
            reduce(chunks.size(), chunks);
        }

        /** Whoever waits for a chunk fails, and so does whoever asks. */
        void close() {
            lock.lock();
            try {
                closed = true;
                banker.settle(part);
                waiting.remove(this);
                changed.signalAll();
                serve();
            } finally {
                lock.unlock();
            }
        }

        private void reduce(int count, List<byte[]> chunks) {
            lock.lock();
            try {
                banker.reduce(part, count);
                returned(chunks);
            } finally {
                lock.unlock();
            }
        }
    }

    private void returned(List<byte[]> chunks) {
        pool.addAll(chunks);
        if (banker.used() == 0) {
            // Nothing is uploaded now: the heap can have it back.
            pool.clear();
        }
        serve();
    }

    /**
     * Lends to those who wait. Whoever still waits afterwards cannot be served before more comes back: what others borrow in the
     * meantime makes nothing safe that was not.
     */
    private void serve() {
        for (Iterator<Share> shares = waiting.iterator(); shares.hasNext(); ) {
            Share share = shares.next();
            if (banker.used() == banker.units()) {
                return;
            }
            if (banker.lend(share.part)) {
                share.lent = true;
                shares.remove();
                share.changed.signal();
            }
        }
    }
}
