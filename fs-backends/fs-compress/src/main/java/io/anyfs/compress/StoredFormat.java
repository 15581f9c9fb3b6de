package io.anyfs.compress;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a compressed file is stored: as the zstd seekable format 0.1.0 has it
 * (https://github.com/facebook/zstd/blob/dev/contrib/seekable_format/zstd_seekable_compression_format.md), with two skippable
 * frames of our own, so that {@code zstd -d} gives the file and any reader of that format finds its way.
 *
 * <pre>
 * head        16 bytes: magic 0x184D2A5A, 8, "anyfsZS1"
 * frames      each of the same number of bytes, the last perhaps of fewer
 * size frame  44 bytes: magic 0x184D2A5A, 36, "anyfsZS1", the size, the position of this frame, the size of a frame, how many
 *             there are, CRC-32C of these
 * seek table  magic 0x184D2A5E, its length, for each frame, head and size frame among them: length stored, length, and the low
 *             half of its XXH64; how many, flags, magic 0x8F92EAB1
 * </pre>
 *
 * <p>Numbers are little-endian. The size frame tells the size without the table being read. The head tells a file of ours whose
 * end is damaged or missing from a file that was never compressed.
 */
final class StoredFormat {

    static final int HEAD_BYTES = 16;
    static final int SIZE_FRAME_BYTES = 44;
    static final int TABLE_HEADER_BYTES = 8;
    static final int FOOTER_BYTES = 9;
    /** Entries of the seek table that are not frames of the file. */
    static final int OWN_ENTRIES = 2;
    /** No compressed file is shorter: one without frames and checksums. */
    static final int LEAST_BYTES = HEAD_BYTES + SIZE_FRAME_BYTES + TABLE_HEADER_BYTES + OWN_ENTRIES * 8 + FOOTER_BYTES;

    private static final int OWN_MAGIC = 0x184D2A5A;
    private static final int TABLE_MAGIC = 0x184D2A5E;
    private static final int FOOTER_MAGIC = 0x8F92EAB1;
    private static final long SIGNATURE = 0x31535A7366796E61L;
    private static final int CHECKSUM_FLAG = 0x80;
    private static final int RESERVED_FLAGS = 0x7C;
    /** The low half of the XXH64 of nothing. */
    private static final int CHECKSUM_OF_NOTHING = 0x51D8E999;

    private StoredFormat() {}

    /**
     * What the end of a file says of it.
     *
     * @param size bytes of the file
     * @param frameSize bytes of each frame but the last
     * @param frames how many frames there are
     * @param checksums whether the seek table has checksums
     * @param end where the frames end and the size frame begins
     */
    record Layout(long size, int frameSize, int frames, boolean checksums, long end) {

        int entryBytes() {
            return checksums ? 12 : 8;
        }

        /** Where the entries of the seek table begin. */
        long entries() {
            return end + SIZE_FRAME_BYTES + TABLE_HEADER_BYTES;
        }

        /** Bytes of the frame of this number. */
        int length(int frame) {
            return (int) Math.min(frameSize, size - (long) frame * frameSize);
        }
    }

    static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static ByteBuffer head() {
        return allocate(HEAD_BYTES)
                .putInt(OWN_MAGIC)
                .putInt(HEAD_BYTES - 8)
                .putLong(SIGNATURE)
                .flip();
    }

    static boolean isHead(ByteBuffer start) {
        ByteBuffer first = start.duplicate();
        return first.remaining() >= HEAD_BYTES
                && first.limit(first.position() + HEAD_BYTES).equals(head());
    }

    /** Whether the last bytes are those of any file in the seekable format. */
    static boolean isFooter(ByteBuffer end) {
        return end.remaining() >= 4
                && end.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(end.limit() - 4) == FOOTER_MAGIC;
    }

    /** The size frame, and the start of the seek table up to its first entry, which is of the head. */
    static ByteBuffer beforeEntries(Layout layout) {
        ByteBuffer bytes = allocate(SIZE_FRAME_BYTES + TABLE_HEADER_BYTES + layout.entryBytes());
        bytes.putInt(OWN_MAGIC).putInt(SIZE_FRAME_BYTES - 8).putLong(SIGNATURE);
        bytes.putLong(layout.size()).putLong(layout.end());
        bytes.putInt(layout.frameSize()).putInt(layout.frames());
        bytes.putInt(checkOfSizeFrame(bytes));
        bytes.putInt(TABLE_MAGIC).putInt(tableBytes(layout.frames(), layout.checksums()) - TABLE_HEADER_BYTES);
        putOwnEntry(bytes, HEAD_BYTES, layout);
        return bytes.flip();
    }

    /** The last entry of the seek table, which is of the size frame, and its footer. */
    static ByteBuffer afterEntries(Layout layout) {
        ByteBuffer bytes = allocate(layout.entryBytes() + FOOTER_BYTES);
        putOwnEntry(bytes, SIZE_FRAME_BYTES, layout);
        bytes.putInt(layout.frames() + OWN_ENTRIES);
        bytes.put((byte) (layout.checksums() ? CHECKSUM_FLAG : 0)).putInt(FOOTER_MAGIC);
        return bytes.flip();
    }

    private static void putOwnEntry(ByteBuffer bytes, int stored, Layout layout) {
        bytes.putInt(stored).putInt(0);
        if (layout.checksums()) {
            bytes.putInt(CHECKSUM_OF_NOTHING);
        }
    }

    /** The length of the seek table as a frame, as far as the footer says it; -1 if this is no footer. */
    static int tableBytes(ByteBuffer footer) {
        int flags = footer.get(footer.limit() - 5);
        int entries = footer.getInt(footer.limit() - FOOTER_BYTES);
        boolean possible = isFooter(footer)
                && (flags & RESERVED_FLAGS) == 0
                && entries >= OWN_ENTRIES
                && entries <= CompressOptions.MOST_FRAMES + OWN_ENTRIES;
        return possible ? tableBytes(entries - OWN_ENTRIES, (flags & CHECKSUM_FLAG) != 0) : -1;
    }

    /**
     * Understands the end of a file.
     *
     * @param bytes from the size frame on, with the start of the seek table
     * @param position where they are in the file
     * @param footer the last bytes of the file
     * @return {@code null} if this is no file of ours, or damaged
     */
    static @Nullable Layout layout(ByteBuffer bytes, long position, ByteBuffer footer) {
        boolean checksums = (footer.get(footer.limit() - 5) & CHECKSUM_FLAG) != 0;
        int frames = footer.getInt(footer.limit() - FOOTER_BYTES) - OWN_ENTRIES;
        boolean marked = bytes.getInt(0) == OWN_MAGIC
                && bytes.getInt(4) == SIZE_FRAME_BYTES - 8
                && bytes.getLong(8) == SIGNATURE
                && bytes.getInt(40) == checkOfSizeFrame(bytes)
                && bytes.getInt(SIZE_FRAME_BYTES) == TABLE_MAGIC
                && bytes.getInt(SIZE_FRAME_BYTES + 4) == tableBytes(frames, checksums) - TABLE_HEADER_BYTES;
        Layout layout = new Layout(bytes.getLong(16), bytes.getInt(32), bytes.getInt(36), checksums, bytes.getLong(24));
        return marked && layout.end() == position && layout.frames() == frames && isPossible(layout) ? layout : null;
    }

    private static boolean isPossible(Layout layout) {
        long size = layout.size();
        int frameSize = layout.frameSize();
        return frameSize >= 1
                && frameSize <= CompressOptions.MOST_FRAME_SIZE
                && size >= 0
                && size <= (long) CompressOptions.MOST_FRAMES * frameSize
                && layout.frames() == (size + frameSize - 1) / frameSize;
    }

    static int tableBytes(int frames, boolean checksums) {
        return TABLE_HEADER_BYTES + (frames + OWN_ENTRIES) * (checksums ? 12 : 8) + FOOTER_BYTES;
    }

    private static int checkOfSizeFrame(ByteBuffer bytes) {
        CRC32C check = new CRC32C();
        check.update(bytes.duplicate().limit(SIZE_FRAME_BYTES - 4).position(8));
        return (int) check.getValue();
    }
}
