package io.anyfs.overlay.limit;

import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BufferedTransfer;
import io.anyfs.spi.ForwardingReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** An open file whose reads are bounded. They go into memory of their own: what comes late must not overwrite anything. */
final class TimeoutReadHandle extends ForwardingReadHandle {

    private final HandleBounds bounds;

    TimeoutReadHandle(BackendReadHandle file, HandleBounds bounds) {
        super(file);
        this.bounds = bounds;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(Math.min(target.remaining(), BufferedTransfer.PIECE));
        int read = bounds.call(() -> super.read(piece, position));
        target.put(piece.flip());
        return read;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return BufferedTransfer.send(this::read, position, count, target);
    }

    @Override
    public void close() throws IOException {
        bounds.end(() -> {
            super.close();
            return bounds;
        });
    }
}
