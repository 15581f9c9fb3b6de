package io.anyfs.overlay.limit;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A write whose calls count. */
final class CountedWriteHandle extends ForwardingWriteHandle {

    private final HandleSlot slot;

    CountedWriteHandle(BackendWriteHandle file, HandleSlot slot) {
        super(file);
        this.slot = slot;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        slot.act(() -> super.write(source));
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        slot.act(() -> super.write(source, position));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return slot.call(() -> super.read(target, position));
    }

    @Override
    public void truncate(long size) throws IOException {
        slot.act(() -> super.truncate(size));
    }

    @Override
    public void force() throws IOException {
        slot.act(super::force);
    }

    /** If it may not begin, nothing is published, and what was written goes, as after any commit that fails. */
    @Override
    public FileInfo commit() throws IOException {
        boolean[] begun = new boolean[1];
        try {
            return slot.call(() -> {
                begun[0] = true;
                return super.commit();
            });
        } catch (IOException | RuntimeException failure) {
            if (!begun[0]) {
                BackendWriteHandle.abortAfter(failure, this);
            }
            throw failure;
        } finally {
            slot.end();
        }
    }

    @Override
    public void abort() throws IOException {
        try {
            super.abort();
        } finally {
            slot.end();
        }
    }
}
