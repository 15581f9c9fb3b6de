package io.anyfs.overlay.limit;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.TransientStorageException;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.BufferedTransfer;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/**
 * A write whose calls are bounded. They take bytes from memory of their own, as the caller may use its buffer again while one is
 * late. After a call that took too long nobody knows what was written, so nothing is committed.
 */
final class TimeoutWriteHandle extends ForwardingWriteHandle {

    private final HandleBounds bounds;
    private volatile boolean broken;

    TimeoutWriteHandle(BackendWriteHandle file, HandleBounds bounds) {
        super(file);
        this.bounds = bounds;
    }

    /** Writes one piece. */
    @FunctionalInterface
    private interface Writing {
        void write(ByteBuffer piece) throws IOException;
    }

    /** A call without a result. */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            writePiece(source, super::write);
        }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        long next = position;
        while (source.hasRemaining()) {
            long at = next;
            next += writePiece(source, piece -> super.write(piece, at));
        }
    }

    private int writePiece(ByteBuffer source, Writing writing) throws IOException {
        int bytes = Math.min(source.remaining(), BufferedTransfer.PIECE);
        ByteBuffer piece = ByteBuffer.allocate(bytes);
        piece.put(source.slice().limit(bytes)).flip();
        act(() -> writing.write(piece));
        source.position(source.position() + bytes);
        return bytes;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(Math.min(target.remaining(), BufferedTransfer.PIECE));
        int read = bounds.call(() -> super.read(piece, position));
        target.put(piece.flip());
        return read;
    }

    @Override
    public void truncate(long size) throws IOException {
        act(() -> super.truncate(size));
    }

    @Override
    public void setAttributes(AttributeChanges changes) throws IOException {
        act(() -> super.setAttributes(changes));
    }

    @Override
    public void force() throws IOException {
        act(super::force);
    }

    @Override
    public FileInfo commit() throws IOException {
        BoundedCalls.Work<FileInfo> commit = super::commit;
        boolean[] begun = new boolean[1];
        try {
            requireWhole();
            return bounds.longCall(() -> {
                begun[0] = true;
                return commit.run();
            });
        } catch (IOException | RuntimeException failure) {
            if (!begun[0]) {
                BackendWriteHandle.abortAfter(failure, this);
            }
            throw failure;
        }
    }

    @Override
    public void abort() throws IOException {
        broken = true;
        bounds.end(() -> {
            super.abort();
            return bounds;
        });
    }

    private void act(Action action) throws IOException {
        requireWhole();
        try {
            bounds.call(() -> {
                action.run();
                return bounds;
            });
        } catch (TransientStorageException late) {
            broken = true;
            throw late;
        }
    }

    private void requireWhole() throws ClosedChannelException {
        if (broken) {
            throw new ClosedChannelException();
        }
    }
}
