package io.anyfs.metrics;

import io.anyfs.FileInfo;
import io.anyfs.Operation;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** A write whose calls are timed and whose bytes are counted. */
final class MeteredWriteHandle extends ForwardingWriteHandle {

    private final Meters meters;
    private final AtomicBoolean ended = new AtomicBoolean();

    MeteredWriteHandle(BackendWriteHandle file, Meters meters) {
        super(file);
        this.meters = meters;
        meters.opened();
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        meters.act(Operation.WRITE, () -> super.write(source));
        meters.written(bytes);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        int bytes = source.remaining();
        meters.act(Operation.WRITE, () -> super.write(source, position));
        meters.written(bytes);
    }

    @Override
    public FileInfo commit() throws IOException {
        try {
            return meters.time(Operation.COMMIT, super::commit);
        } finally {
            end();
        }
    }

    @Override
    public void abort() throws IOException {
        try {
            meters.act(Operation.ABORT, super::abort);
        } finally {
            end();
        }
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            meters.ended();
        }
    }
}
