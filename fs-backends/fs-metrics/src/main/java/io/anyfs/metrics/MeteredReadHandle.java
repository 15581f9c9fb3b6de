package io.anyfs.metrics;

import io.anyfs.Operation;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.ForwardingReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** An open file whose reads are timed and whose bytes are counted. */
final class MeteredReadHandle extends ForwardingReadHandle {

    private final Meters meters;

    MeteredReadHandle(BackendReadHandle file, Meters meters) {
        super(file);
        this.meters = meters;
        meters.opened();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int read = meters.time(Operation.READ, () -> super.read(target, position));
        meters.read(read);
        return read;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        long sent = meters.time(Operation.READ, () -> super.transferTo(position, count, target));
        meters.read(sent);
        return sent;
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            meters.ended();
        }
    }
}
