package io.anyfs.compress;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Buffers outside of the heap that are used again: only the garbage collector gives such memory back. Compressing from the heap
 * would keep the collector from working meanwhile, which at high levels is seconds. Safe for use by many threads.
 */
final class DirectBuffers {

    private final int length;
    private final int most;
    // Guarded by this object's lock.
    private final Deque<ByteBuffer> unused = new ArrayDeque<>();

    /**
     * An empty pool.
     *
     * @param length of the buffers that are kept, in bytes
     * @param most how many of them
     */
    DirectBuffers(int length, int most) {
        this.length = length;
        this.most = most;
    }

    /** An empty buffer of this length, with any bytes in it. */
    ByteBuffer take(int bytes) {
        if (bytes == length) {
            synchronized (this) {
                ByteBuffer kept = unused.poll();
                if (kept != null) {
                    return kept.clear();
                }
            }
        }
        return ByteBuffer.allocateDirect(bytes);
    }

    /** Takes back a buffer that nobody uses any more. One of another length is passed over. */
    synchronized void giveBack(ByteBuffer buffer) {
        if (buffer.capacity() == length && unused.size() < most) {
            unused.push(buffer);
        }
    }
}
