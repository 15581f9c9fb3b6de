package io.anyfs.compress;

import io.anyfs.StorageFullException;
import io.anyfs.compress.StoredFormat.Layout;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Compresses a file frame by frame into a handle of the storage. Holds one frame, 8 bytes for each that was written, and while it
 * compresses another frame and a native context. A file of one frame is written only at its end, raw if that is shorter.
 */
final class FrameWriter {

    private final BackendWriteHandle stored;
    private final Codec codec;
    private final int frameSize;
    private final String path;
    private final FrameTable.Builder table;
    private @Nullable ByteBuffer frame;
    private boolean started;
    private long size;

    /** A writer of a new file. */
    FrameWriter(BackendWriteHandle stored, Codec codec, String path) {
        this(
                stored,
                codec,
                path,
                codec.options().frameSize(),
                new FrameTable.Builder(codec.options().checksums()));
    }

    /** A writer behind frames that have been stored already. */
    FrameWriter(BackendWriteHandle stored, Codec codec, String path, int frameSize, FrameTable.Builder table) {
        this.stored = stored;
        this.codec = codec;
        this.path = path;
        this.frameSize = frameSize;
        this.table = table;
        this.size = (long) table.frames() * frameSize;
        this.started = table.frames() > 0;
    }

    /** Bytes of the file so far. */
    long size() {
        return size;
    }

    /** Whether nothing was compressed; at the end, whether the file is stored as it is. */
    boolean isRaw() {
        return !started;
    }

    void write(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            ByteBuffer target = frame;
            if (target == null) {
                target = codec.plainBuffers().take(frameSize);
                frame = target;
            }
            if (!target.hasRemaining()) {
                storeFrame(target.flip());
                target.clear();
            }
            int piece = Math.min(target.remaining(), source.remaining());
            target.put(target.position(), source, source.position(), piece);
            target.position(target.position() + piece);
            source.position(source.position() + piece);
            size += piece;
        }
    }

    /** Stores the rest and the seek table; what is left is to commit. */
    void finish() throws IOException {
        ByteBuffer rest = frame == null ? ByteBuffer.allocate(0) : frame.flip();
        if (!started && codec.options().storeRaw() && mayBeRaw(rest)) {
            storeShorter(rest);
        } else {
            if (rest.hasRemaining()) {
                storeFrame(rest);
            }
            storeEnd();
        }
    }

    /** Lets go of the memory. */
    void release() {
        if (frame != null) {
            codec.plainBuffers().giveBack(frame);
            frame = null;
        }
    }

    /** Whether it could not be taken for a compressed file. */
    private static boolean mayBeRaw(ByteBuffer content) {
        return !StoredFormat.isHead(content) && !StoredFormat.isFooter(content);
    }

    /** Stores a file of one frame compressed or as it is, whichever is shorter. */
    private void storeShorter(ByteBuffer content) throws IOException {
        if (content.remaining() < StoredFormat.LEAST_BYTES) {
            stored.write(content);
            return;
        }
        int around = StoredFormat.HEAD_BYTES
                + StoredFormat.SIZE_FRAME_BYTES
                + StoredFormat.tableBytes(1, table.hasChecksums());
        codec.compress(content, frameSize, table.hasChecksums(), (bytes, checksum) -> {
            if (bytes.remaining() + around < content.remaining()) {
                store(bytes, checksum);
            } else {
                stored.write(content);
            }
        });
        if (table.frames() > 0) {
            storeEnd();
        }
    }

    private void storeFrame(ByteBuffer content) throws IOException {
        if (table.frames() == CompressOptions.MOST_FRAMES) {
            throw new StorageFullException(
                    path, "a file has at most " + CompressOptions.MOST_FRAMES + " frames of " + frameSize + " bytes");
        }
        codec.compress(content, frameSize, table.hasChecksums(), this::store);
    }

    private void store(ByteBuffer bytes, int checksum) throws IOException {
        storeHead();
        int length = bytes.remaining();
        stored.write(bytes);
        table.add(length, checksum);
    }

    private void storeHead() throws IOException {
        if (!started) {
            stored.write(StoredFormat.head());
            started = true;
        }
    }

    private void storeEnd() throws IOException {
        storeHead();
        Layout layout = new Layout(size, frameSize, table.frames(), table.hasChecksums(), table.end());
        stored.write(StoredFormat.beforeEntries(layout));
        table.forEachPiece(layout, stored::write);
        stored.write(StoredFormat.afterEntries(layout));
    }
}
