package io.anyfs.s3;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The memory that all readers of a process have for what they fetch ahead. Nobody waits for it. The largest blocks, which are
 * most of it, are used again as long as anybody reads: new ones would be zeroed and collected for every few MiB that are read,
 * and let the process grow. Safe for use by many threads.
 */
final class ReadMemory {

    private static final ReadMemory SHARED =
            new ReadMemory(Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8), ReadAhead.LARGEST_BLOCK);

    private final long bytes;
    private final int pooledLength;
    // Guarded by this object's lock.
    private final Deque<byte[]> pool = new ArrayDeque<>();
    private long used;

    /** @param pooledLength the length of the arrays that are used again */
    ReadMemory(long bytes, int pooledLength) {
        this.bytes = bytes;
        this.pooledLength = pooledLength;
    }

    /** The one of this process: 64 MiB, but at most an eighth of the heap. */
    static ReadMemory shared() {
        return SHARED;
    }

    synchronized long usedBytes() {
        return used;
    }

    /**
     * Takes bytes, if there are any left. A reader gets at most half of what the others leave, so that there is always something
     * for who comes next.
     *
     * @param own what this reader has already
     */
    synchronized boolean tryReserve(int count, long own) {
        long left = bytes - (used - own);
        if (own + count > left / 2) {
            return false;
        }
        used += count;
        return true;
    }

    /** Gives back bytes that were reserved. */
    synchronized void release(int count) {
        used -= count;
        if (used == 0) {
            // Nobody reads now: the heap can have it back.
            pool.clear();
        }
    }

    /** An array, of any content. */
    byte[] array(int length) {
        byte[] again = length == pooledLength ? poll() : null;
        return again == null ? new byte[length] : again;
    }

    private synchronized byte @Nullable [] poll() {
        return pool.poll();
    }

    /** Gives back an array that nobody reads nor writes any more. Its bytes are still reserved. */
    synchronized void giveBack(byte[] array) {
        if (array.length == pooledLength && (pool.size() + 1L) * pooledLength <= bytes) {
            pool.push(array);
        }
    }
}
