package io.anyfs.cache;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What a block file begins with: the version of the layout, which block it is, how long, the CRC-32C (RFC 3720, B.4) of each piece
 * of what follows, and that of the header itself. With pieces, a reader who jumps about verifies no more than he reads.
 */
final class BlockHeader {

    /** Which layout this is. Blocks of others are thrown away. */
    static final int VERSION = 2;

    /** The length of a piece in bytes, but for the last one of a block. */
    static final int PIECE = 32 * 1024;

    private static final long MAGIC = 0x616e7966_7342_4c4bL; // "anyfsBLK"

    // Where the parts are. The checksums of the pieces are followed by that of the header.
    private static final int VERSION_AT = 8;
    private static final int HIGH_AT = 12;
    private static final int LOW_AT = 20;
    private static final int INDEX_AT = 28;
    private static final int LENGTH_AT = 36;
    private static final int CHECKSUMS_AT = 40;

    private BlockHeader() {}

    /** How many pieces a block of a length has. */
    static int pieces(int length) {
        return (int) ((length + (long) PIECE - 1) / PIECE);
    }

    /** The length of the header of a block of a length, in bytes. */
    static int bytes(int length) {
        return CHECKSUMS_AT + (pieces(length) + 1) * Integer.BYTES;
    }

    /**
     * The length of the block in a file of a size.
     *
     * @return -1 if no block makes such a file
     */
    static int blockLength(long fileSize) {
        long rest = fileSize - CHECKSUMS_AT - Integer.BYTES;
        long pieces = (rest + PIECE + Integer.BYTES - 1) / (PIECE + Integer.BYTES);
        long length = rest - pieces * Integer.BYTES;
        boolean possible = length > 0 && length <= Integer.MAX_VALUE && pieces((int) length) == pieces;
        return possible ? (int) length : -1;
    }

    /**
     * The header of a block.
     *
     * @param checksums of its pieces
     */
    static ByteBuffer encode(FileKey key, long index, int length, int[] checksums) {
        ByteBuffer header = ByteBuffer.allocate(bytes(length))
                .putLong(MAGIC)
                .putInt(VERSION)
                .putLong(key.high())
                .putLong(key.low())
                .putLong(index)
                .putInt(length);
        for (int checksum : checksums) {
            header.putInt(checksum);
        }
        header.putInt(checksum(header.duplicate().flip()));
        return header.flip();
    }

    /** Whether these bytes, read from the start of a block file, are a whole header of this block. */
    static boolean isOf(ByteBuffer header, Block block) {
        int bytes = bytes(block.length());
        FileKey key = block.file().key();
        if (header.remaining() != bytes) {
            return false;
        }
        ByteBuffer summed = header.duplicate().limit(bytes - Integer.BYTES);
        return header.getLong(0) == MAGIC
                && header.getInt(VERSION_AT) == VERSION
                && header.getLong(HIGH_AT) == key.high()
                && header.getLong(LOW_AT) == key.low()
                && header.getLong(INDEX_AT) == block.index()
                && header.getInt(LENGTH_AT) == block.length()
                && header.getInt(bytes - Integer.BYTES) == checksum(summed);
    }

    /** The checksum of a piece that a whole header tells. */
    static int checksum(ByteBuffer header, int piece) {
        return header.getInt(CHECKSUMS_AT + piece * Integer.BYTES);
    }

    /** The checksum of all remaining bytes, which are taken. */
    static int checksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}
