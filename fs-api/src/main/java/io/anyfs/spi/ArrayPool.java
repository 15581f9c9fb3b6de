package io.anyfs.spi;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of one length that are used again, for what many bytes flow through: new arrays for each piece would be zeroed, outlive
 * the young generation while many transfers are under way, and let the process grow until the next full collection. The garbage
 * collector may have back those that nobody uses when the heap gets short of memory, or when they were not needed for long. Safe
 * for use by many threads.
 */
public final class ArrayPool {

    private final int length;
    private final int most;
    // Guarded by this object's lock.
    private final Deque<SoftReference<byte[]>> unused = new ArrayDeque<>();

    /**
     * An empty pool.
     *
     * @param length of the arrays, in bytes
     * @param most how many unused arrays are kept
     */
    public ArrayPool(int length, int most) {
        this.length = length;
        this.most = most;
    }

    /** The length of the arrays, in bytes. */
    public int length() {
        return length;
    }

    /** An array, with any content: one that was given back, or a new one. */
    public byte[] take() {
        byte[] used = poll();
        return used == null ? new byte[length] : used;
    }

    private synchronized byte @Nullable [] poll() {
        SoftReference<byte[]> last;
        while ((last = unused.poll()) != null) {
            byte[] array = last.get();
            if (array != null) {
                return array;
            }
        }
        return null;
    }

    /** Takes back an array that nobody reads nor writes any more. One of another length is passed over. */
    public synchronized void giveBack(byte[] array) {
        if (array.length == length && unused.size() < most) {
            unused.push(new SoftReference<>(array));
        }
    }
}
