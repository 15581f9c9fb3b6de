package io.anyfs.expose.ftp;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Buffers for bytes on their way, used again and again. Safe for use by many threads. */
final class TransferBuffers {

    /** Large, so that a fast upload needs few calls; a socket gives no more at once on usual systems. Outside the heap. */
    static final TransferBuffers LARGE = new TransferBuffers(256 * 1024, 32, ByteBuffer::allocateDirect);
    /**
     * For transfers that have not shown yet that they are large, and for listings. Outside the heap. There is room for the
     * content of a TLS record, with some to spare for those that reckon in a record's overhead.
     */
    static final TransferBuffers SMALL = new TransferBuffers(20 * 1024, 128, ByteBuffer::allocateDirect);

    /** For TLS records in number. On the heap, where the JVM encrypts fastest. */
    static final TransferBuffers RECORDS = new TransferBuffers(256 * 1024, 64, ByteBuffer::allocate);
    /** For a TLS record and a bit. On the heap. */
    static final TransferBuffers SMALL_RECORDS = new TransferBuffers(34 * 1024, 256, ByteBuffer::allocate);

    private final int bytes;
    private final int maxKept;
    private final IntFunction<ByteBuffer> allocation;
    private final ConcurrentLinkedQueue<ByteBuffer> kept = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    private TransferBuffers(int bytes, int maxKept, IntFunction<ByteBuffer> allocation) {
        this.bytes = bytes;
        this.maxKept = maxKept;
        this.allocation = allocation;
    }

    /** The size of each. */
    int bytes() {
        return bytes;
    }

    /** An empty buffer. Whoever takes it gives it back, or lets it go. */
    ByteBuffer take() {
        ByteBuffer buffer = kept.poll();
        if (buffer == null) {
            return allocation.apply(bytes);
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
