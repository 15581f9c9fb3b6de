package io.anyfs.compress;

import io.anyfs.compress.StoredFormat.Layout;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a file, as its end and start tell: compressed by us, or stored as it is, or compressed by us and damaged
 * there. Reads the end of the file in one piece, and at most twice more a few bytes.
 */
final class StoredFile {

    /** As much of the end as tells the size of most files at once. */
    static final int GLANCE = 4 << 10;

    /** As much of the end as holds the seek table of most files. */
    static final int LOOK = 64 << 10;

    private final BackendReadHandle stored;
    private final long storedSize;
    private final long tailStart;
    private final ByteBuffer tail;
    private final @Nullable Layout layout;
    private final boolean damaged;

    private StoredFile(BackendReadHandle stored, int glance) throws IOException {
        this.stored = stored;
        this.storedSize = stored.info().size();
        this.tailStart = Math.max(0, storedSize - glance);
        boolean possible = storedSize >= StoredFormat.HEAD_BYTES;
        this.tail = possible ? read(tailStart, (int) (storedSize - tailStart)) : StoredFormat.allocate(0);
        this.layout = possible ? findLayout() : null;
        this.damaged = possible && layout == null && StoredFormat.isHead(bytes(0, StoredFormat.HEAD_BYTES));
    }

    /** Looks at a file that was opened in the storage; the handle stays open. */
    static StoredFile of(BackendReadHandle stored, int glance) throws IOException {
        return new StoredFile(stored, glance);
    }

    /** Where what is; {@code null} unless it is compressed and whole, as far as its end tells. */
    @Nullable
    Layout layout() {
        return layout;
    }

    /** Whether it begins as a compressed file and does not end as one. */
    boolean isDamaged() {
        return damaged;
    }

    /** Whether it is stored as it is. */
    boolean isRaw() {
        return layout == null && !damaged;
    }

    /** Bytes of the file; of a damaged one, those that are stored. */
    long size() {
        return layout == null ? storedSize : layout.size();
    }

    /** Bytes of what is stored, from what was read already if they are there. */
    ByteBuffer bytes(long position, int count) throws IOException {
        if (position < tailStart) {
            return read(position, count);
        }
        int from = (int) (position - tailStart);
        return tail.slice(from, count).order(ByteOrder.LITTLE_ENDIAN);
    }

    private @Nullable Layout findLayout() throws IOException {
        if (storedSize < StoredFormat.LEAST_BYTES) {
            return null;
        }
        int tableBytes = StoredFormat.tableBytes(tail);
        long position = storedSize - tableBytes - StoredFormat.SIZE_FRAME_BYTES;
        if (tableBytes < 0 || position < StoredFormat.HEAD_BYTES) {
            return null;
        }
        ByteBuffer bytes = bytes(position, StoredFormat.SIZE_FRAME_BYTES + StoredFormat.TABLE_HEADER_BYTES);
        return StoredFormat.layout(bytes, position, tail);
    }

    private ByteBuffer read(long position, int count) throws IOException {
        ByteBuffer bytes = StoredFormat.allocate(count);
        readFully(stored, bytes, position);
        return bytes.flip();
    }

    /** Fills the buffer. */
    static void readFully(BackendReadHandle stored, ByteBuffer target, long position) throws IOException {
        long next = position;
        while (target.hasRemaining()) {
            int count = stored.read(target, next);
            if (count < 0) {
                throw new CorruptFileException(stored.info().path().toString(), "what is stored ended at byte " + next);
            }
            next += count;
        }
    }
}
