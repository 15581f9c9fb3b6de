package io.anyfs.overlay.limit;

import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BufferedTransfer;
import io.anyfs.spi.ForwardingReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** An open file whose reads count as calls. */
final class CountedReadHandle extends ForwardingReadHandle {

    private final HandleSlot slot;

    CountedReadHandle(BackendReadHandle file, HandleSlot slot) {
        super(file);
        this.slot = slot;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return slot.call(() -> super.read(target, position));
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return BufferedTransfer.send(this::read, position, count, target);
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            slot.end();
        }
    }
}
