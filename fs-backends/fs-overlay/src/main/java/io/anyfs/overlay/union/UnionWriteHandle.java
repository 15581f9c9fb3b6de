package io.anyfs.overlay.union;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file of a writable layer under way. What the view must or must not have is checked again at the commit. */
final class UnionWriteHandle extends ForwardingWriteHandle {

    /**
     * What was opened.
     *
     * @param path where the file is, without links
     * @param asked the path that was asked for
     * @param layer that takes the file
     * @param options as they were asked for
     * @param filled whether it was filled with the bytes of another layer
     */
    record Opened(FsPath path, FsPath asked, Layer layer, WriteOptions options, boolean filled) {}

    private final Opened opened;
    private final UnionWrites writes;
    private final Gate gate;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** Where an update of filled content goes on; the layer's own handle goes on behind what was filled in. */
    private long next;

    UnionWriteHandle(BackendWriteHandle inner, Opened opened, UnionWrites writes, Gate gate) {
        super(inner);
        this.opened = opened;
        this.writes = writes;
        this.gate = gate;
        gate.opened();
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        if (!opened.filled() || opened.options().mode() == WriteMode.APPEND) {
            super.write(source);
            return;
        }
        int bytes = source.remaining();
        super.write(source, next);
        next += bytes;
    }

    @Override
    public FileInfo commit() throws IOException {
        try {
            FileInfo info =
                    gate.pass(opened.path(), () -> writes.changing().at(opened.path(), Links.NO_FOLLOW, this::commit));
            return opened.layer().told(info, opened.asked());
        } catch (IOException | RuntimeException | Error failure) {
            BackendWriteHandle.abortAfter(failure, this);
            throw failure;
        }
    }

    private FileInfo commit(Located at) throws IOException {
        writes.requireCommittable(opened, at.slot());
        if (!ended.compareAndSet(false, true)) {
            throw new ClosedChannelException();
        }
        FileInfo info;
        try {
            info = super.commit();
        } finally {
            gate.closed();
        }
        writes.removeAbove(opened.layer(), at.slot());
        return info;
    }

    /** Does nothing once the layer's handle has come to its end. */
    @Override
    public void abort() throws IOException {
        if (ended.compareAndSet(false, true)) {
            try {
                super.abort();
            } finally {
                gate.closed();
            }
        }
    }
}
