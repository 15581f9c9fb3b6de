package io.anyfs.cache;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Buffers for pieces of blocks, used again: outside the heap, so that the kernel's bytes are summed where it puts them. Safe for
 * use by many threads.
 */
final class PieceBuffers {

    private static final int UNUSED = 16;

    private final ArrayBlockingQueue<ByteBuffer> unused = new ArrayBlockingQueue<>(UNUSED);

    /** An empty buffer of {@link BlockHeader#PIECE} bytes. */
    ByteBuffer take() {
        ByteBuffer used = unused.poll();
        return used == null ? ByteBuffer.allocateDirect(BlockHeader.PIECE) : used.clear();
    }

    /** Takes back a buffer that nobody uses any more; where there are enough, it is left to the garbage collector. */
    void giveBack(ByteBuffer buffer) {
        unused.offer(buffer);
    }
}
