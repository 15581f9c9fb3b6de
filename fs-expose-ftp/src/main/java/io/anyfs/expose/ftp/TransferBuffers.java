package io.anyfs.expose.ftp;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Buffers outside the heap for bytes on their way, used again and again. Safe for use by many threads. */
final class TransferBuffers {

    /** Large, so that a fast upload needs few calls; a socket gives no more at once on usual systems. */
    static final TransferBuffers LARGE = new TransferBuffers(256 * 1024, 32);
    /** For transfers that have not shown yet that they are large, and for listings. */
    static final TransferBuffers SMALL = new TransferBuffers(16 * 1024, 128);

    private final int bytes;
    private final int maxKept;
    private final ConcurrentLinkedQueue<ByteBuffer> kept = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    private TransferBuffers(int bytes, int maxKept) {
        this.bytes = bytes;
        this.maxKept = maxKept;
    }

    /** An empty buffer. Whoever takes it gives it back, or lets it go. */
    ByteBuffer take() {
        ByteBuffer buffer = kept.poll();
        if (buffer == null) {
            return ByteBuffer.allocateDirect(bytes);
        }
        count.decrementAndGet();
        return buffer.clear();
    }

    void giveBack(ByteBuffer buffer) {
        if (count.incrementAndGet() <= maxKept) {
            kept.add(buffer);
        } else {
            count.decrementAndGet();
        }
    }
}
