package io.anyfs.compress;

import io.anyfs.compress.StoredFormat.Layout;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What an append starts from. Full frames are copied as they are stored; the last one, if it is not full, and files that are
 * stored raw are read and compressed anew.
 */
final class AppendStart implements Closeable {

    private static final int PIECE = 1 << 20;

    private final AtomicReference<@Nullable BackendReadHandle> open;
    private final BackendReadHandle old;
    private final @Nullable FrameTable table;
    private final long size;

    /**
     * What was opened, which is closed with this.
     *
     * @param table of a compressed file; {@code null} for a raw one
     */
    AppendStart(BackendReadHandle old, @Nullable FrameTable table) {
        this.open = new AtomicReference<>(old);
        this.old = old;
        this.table = table;
        this.size = table == null ? old.info().size() : table.layout().size();
    }

    /** Bytes of the file that is appended to. */
    long size() {
        return size;
    }

    /** Starts the new file with what is in the old one. */
    FrameWriter copyTo(BackendWriteHandle stored, Codec codec, String path) throws IOException {
        return table == null ? copyRaw(stored, codec, path) : copyFrames(table, stored, codec, path);
    }

    private FrameWriter copyRaw(BackendWriteHandle stored, Codec codec, String path) throws IOException {
        FrameWriter writer = new FrameWriter(stored, codec, path);
        boolean copied = false;
        try {
            copy(0, size, writer::write);
            copied = true;
            return writer;
        } finally {
            if (!copied) {
                writer.release();
            }
        }
    }

    private FrameWriter copyFrames(FrameTable frames, BackendWriteHandle stored, Codec codec, String path)
            throws IOException {
        Layout layout = frames.layout();
        int full = (int) (layout.size() / layout.frameSize());
        if (full > 0) {
            copy(0, frames.position(full), stored::write);
        }
        FrameWriter writer = new FrameWriter(stored, codec, path, layout.frameSize(), frames.first(full));
        if (full < layout.frames()) {
            FrameCursor cursor = new FrameCursor(old, frames, codec);
            try {
                writer.write(ByteBuffer.wrap(cursor.seek(full, 1), 0, layout.length(full)));
            } finally {
                cursor.release();
            }
        }
        return writer;
    }

    private void copy(long from, long to, Target target) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, to - from));
        for (long next = from; next < to; ) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted after " + next + " bytes of what is appended to");
            }
            piece.clear().limit((int) Math.min(piece.capacity(), to - next));
            StoredFile.readFully(old, piece, next);
            next += piece.position();
            target.write(piece.flip());
        }
    }

    @FunctionalInterface
    private interface Target {
        void write(ByteBuffer bytes) throws IOException;
    }

    /** Closes the old file; a copy under way fails. Idempotent. */
    @Override
    public void close() throws IOException {
        BackendReadHandle handle = open.getAndSet(null);
        if (handle != null) {
            handle.close();
        }
    }
}
