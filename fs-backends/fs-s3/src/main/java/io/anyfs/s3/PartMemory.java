package io.anyfs.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory that all uploads of a process have for bytes that are not stored yet. Who wants more than there is waits.
 *
 * <p>A part can only be sent, and its memory given back, when it is whole. So that not all wait for each other with parts that
 * are half full, memory is given out by the banker's algorithm (E. W. Dijkstra, EWD 623): only as long as all parts that have
 * been begun could still be filled one after the other. Safe for use by many threads.
 */
final class PartMemory {

    /** Small enough for G1 not to treat it as humongous in a heap of 512 MiB. */
    static final int CHUNK = 256 * 1024;

    private static final PartMemory SHARED = new PartMemory(sharedBytes());

    /** For what comes ahead of its turn, and never has to wait for something else to come first. */
    private final long windowBytes;

    private final int chunks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    // Guarded by the lock.
    private final Deque<byte[]> pool = new ArrayDeque<>();
    private final Set<Share> filling = new HashSet<>();
    private int used;
    private int held;
    private int waiting;
    private long windowUsed;

    PartMemory(long bytes) {
        this.windowBytes = bytes / 8;
        this.chunks = (int) Math.max(1, (bytes - windowBytes) / CHUNK);
    }

    /** The one of this process: {@code anyfs.s3.memory} bytes, by default 256 MiB, but at most half of the heap. */
    static PartMemory shared() {
        return SHARED;
    }

    private static long sharedBytes() {
        long wanted = Long.getLong("anyfs.s3.memory", 256L << 20);
        return Math.max(
                2L * S3Options.MIN_PART_SIZE,
                Math.min(wanted, Runtime.getRuntime().maxMemory() / 2));
    }

    /** The largest part that leaves room for a second one, in bytes. */
    long largestPart() {
        return chunks / 2 * (long) CHUNK;
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
    boolean tryReserve(int bytes) {
        lock.lock();
        try {
            boolean free = windowUsed + bytes <= windowBytes;
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

    /** What one upload has of it. */
    Share share() {
        return new Share();
    }

    /** Chunks for the parts of one upload. Used by one thread at a time, but {@link #close} may come from any. */
    final class Share {
        /** How many chunks the part has that is being filled. */
        private int got;
        /** How many it will have at most. */
        private int claim;

        private boolean closed;

        /** Begins a part of at most so many bytes. */
        void begin(long bytes) {
            lock.lock();
            try {
                claim = (int) ((bytes + CHUNK - 1) / CHUNK);
                if (claim > chunks) {
                    throw new IllegalArgumentException("a part of " + bytes + " bytes is more than all there is");
                }
            } finally {
                lock.unlock();
            }
        }

        /** The next chunk of the part; waits until it can be had. */
        byte[] take() throws IOException {
            try {
                lock.lockInterruptibly();
            } catch (InterruptedException interrupted) {
                throw interrupted();
            }
            try {
                while (!closed && !isSafeFor(this)) {
                    waiting++;
                    try {
                        more.await();
                    } catch (InterruptedException interrupted) {
                        throw interrupted();
                    } finally {
                        waiting--;
                    }
                }
                if (closed) {
                    throw new AsynchronousCloseException();
                }
                got++;
                held++;
                used++;
                filling.add(this);
                byte[] chunk = pool.poll();
                return chunk != null ? chunk : new byte[CHUNK];
            } finally {
                lock.unlock();
            }
        }

        /** The part gets no more chunks; it keeps those that it has until they are given back. */
        void seal() {
            lock.lock();
            try {
                held -= got;
                got = 0;
                claim = 0;
                filling.remove(this);
                wake();
            } finally {
                lock.unlock();
            }
        }

        /** Takes back chunks of a part that is being filled. */
        void giveBackUnsealed(List<byte[]> parts) {
            lock.lock();
            try {
                if (!closed) {
                    got -= parts.size();
                    held -= parts.size();
                }
            } finally {
                lock.unlock();
            }
            giveBack(parts);
        }

        /** Takes back chunks of a sealed part. */
        void giveBack(List<byte[]> parts) {
            lock.lock();
            try {
                used -= parts.size();
                pool.addAll(parts);
                if (used == 0) {
                    // Nothing is uploaded now: the heap can have it back.
                    pool.clear();
                }
                wake();
            } finally {
                lock.unlock();
            }
        }

        /** Whoever waits for a chunk fails, and so does whoever asks. */
        void close() {
            lock.lock();
            try {
                closed = true;
                seal();
                more.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private int need() {
            return claim - got;
        }
    }

    private void wake() {
        if (waiting > 0) {
            more.signalAll();
        }
    }

    /** Whether all parts could be filled one after the other if this one had another chunk. Sealed parts come back by themselves. */
    private boolean isSafeFor(Share next) {
        if (used >= chunks) {
            return false;
        }
        int available = chunks - held - 1;
        int largest = next.claim;
        for (Share share : filling) {
            largest = Math.max(largest, share.claim);
        }
        if (available >= largest) {
            return true;
        }
        List<Share> all = new ArrayList<>(filling);
        if (!filling.contains(next)) {
            all.add(next);
        }
        all.sort(Comparator.comparingInt(share -> share == next ? share.need() - 1 : share.need()));
        for (Share share : all) {
            boolean isNext = share == next;
            if (share.need() - (isNext ? 1 : 0) > available) {
                return false;
            }
            available += share.got + (isNext ? 1 : 0);
        }
        return true;
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for memory for an upload");
    }
}
