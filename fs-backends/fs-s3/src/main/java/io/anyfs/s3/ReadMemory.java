package io.anyfs.s3;

import io.anyfs.spi.ArrayPool;

/**
 * The memory that all readers of a process have for what they fetch ahead. Nobody waits for it. It is in chunks of one length,
 * which are used again: what uploads need no longer serves readers, and the other way round. Safe for use by many threads.
 */
final class ReadMemory {

    private static final ReadMemory SHARED = new ReadMemory(
            Math.min(96L << 20, Runtime.getRuntime().maxMemory() / 8),
            PartMemory.shared().pool());

    private final long bytes;
    private final ArrayPool pool;
    /** Guarded by this object's lock. */
    private long used;

    ReadMemory(long bytes, ArrayPool pool) {
        this.bytes = bytes;
        this.pool = pool;
    }

    /** The one of this process: 96 MiB, but at most an eighth of the heap. */
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
    }

    /** Room for so many bytes, with any content: chunks, of which the last one may be shorter. */
    byte[][] chunks(int length) {
        int chunkLength = pool.length();
        byte[][] chunks = new byte[(length + chunkLength - 1) / chunkLength][];
        for (int i = 0; i < chunks.length; i++) {
            int left = length - i * chunkLength;
            chunks[i] = left < chunkLength ? new byte[left] : pool.take();
        }
        return chunks;
    }

    /** Gives back chunks that nobody reads nor writes any more. */
    void giveBack(byte[][] chunks) {
        for (byte[] chunk : chunks) {
            pool.giveBack(chunk);
        }
    }
}
