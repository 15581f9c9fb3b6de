package io.anyfs.overlay.limit;

import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** A write that goes on in pieces, each as soon as the rate allows it. An abort ends the waiting. */
final class ThrottleWriteHandle extends ForwardingWriteHandle {

    private final Rate rate;
    private final CountDownLatch ended = new CountDownLatch(1);

    ThrottleWriteHandle(BackendWriteHandle file, Rate rate) {
        super(file);
        this.rate = rate;
    }

    /** Writes one piece. */
    @FunctionalInterface
    private interface Writing {
        void write(ByteBuffer source) throws IOException;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        if (!source.hasRemaining()) {
            super.write(source);
        }
        while (source.hasRemaining()) {
            writePiece(source, super::write);
        }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        if (!source.hasRemaining()) {
            super.write(source, position);
        }
        long next = position;
        while (source.hasRemaining()) {
            long at = next;
            next += writePiece(source, piece -> super.write(piece, at));
        }
    }

    private int writePiece(ByteBuffer source, Writing writing) throws IOException {
        int limit = source.limit();
        int bytes = Math.min(source.remaining(), rate.piece());
        rate.take(bytes, ended, "for the rate of writes");
        try {
            writing.write(source.limit(source.position() + bytes));
        } finally {
            source.limit(limit);
        }
        return bytes;
    }

    @Override
    public void abort() throws IOException {
        ended.countDown();
        super.abort();
    }
}
