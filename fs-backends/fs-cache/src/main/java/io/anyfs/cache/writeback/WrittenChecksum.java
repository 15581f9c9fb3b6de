package io.anyfs.cache.writeback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * The CRC-32C of a file that is being written: of the bytes as they are handed in as long as each follows the one before, so that damage on
 * the way to the disk is seen; otherwise of what the file holds in the end. For one thread.
 */
final class WrittenChecksum {

    private static final int PIECE = 128 * 1024;

    private final CRC32C checksum = new CRC32C();
    private long end;
    private boolean inOrder = true;

    /** Takes in bytes that are written, without consuming them. */
    void written(ByteBuffer bytes, long position) {
        inOrder &= position == end;
        if (inOrder) {
            end += bytes.remaining();
            checksum.update(bytes.duplicate());
        }
    }

    /** The checksum of a file of this size, whose bytes are those that were taken in, or else what it holds. */
    int of(FileChannel file, long size) throws IOException {
        if (!inOrder || end != size) {
            readAgain(file, size);
        }
        return (int) checksum.getValue();
    }

    private void readAgain(FileChannel file, long size) throws IOException {
        checksum.reset();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        for (long position = 0; position < size; ) {
            piece.clear().limit((int) Math.min(PIECE, size - position));
            int read = file.read(piece, position);
            if (read < 0) {
                throw new IOException("the staged bytes were cut");
            }
            checksum.update(piece.flip());
            position += read;
        }
    }
}
