package io.anyfs.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A block file under way, aside until it is whole. It is not forced to the disk: one that a loss of power tears fails its
 * checksums later and is fetched again. Used by one thread.
 */
final class BlockDraft {

    private final Path file;
    private final FileChannel channel;
    private final int length;
    private final int[] checksums;
    private final CRC32C checksum = new CRC32C();
    private int written;

    private BlockDraft(Path file, FileChannel channel, int length) {
        this.file = file;
        this.channel = channel;
        this.length = length;
        this.checksums = new int[BlockHeader.pieces(length)];
    }

    /** Begins a file for a block of a length, in bytes. */
    static BlockDraft create(Path file, int length) throws IOException {
        return new BlockDraft(
                file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), length);
    }

    /** Bytes that the block will have. */
    int length() {
        return length;
    }

    /** Bytes of the block so far. */
    int written() {
        return written;
    }

    /** Adds all remaining bytes, with which the block must not get longer than it is to be. */
    void write(ByteBuffer bytes) throws IOException {
        sum(bytes.duplicate(), written);
        while (bytes.hasRemaining()) {
            written += channel.write(bytes, BlockHeader.bytes(length) + (long) written);
        }
    }

    private void sum(ByteBuffer bytes, int from) {
        int next = from;
        while (bytes.hasRemaining()) {
            int piece = next / BlockHeader.PIECE;
            int end = (int) Math.min(length, (piece + 1L) * BlockHeader.PIECE);
            ByteBuffer part = bytes.slice(bytes.position(), Math.min(bytes.remaining(), end - next));
            bytes.position(bytes.position() + part.remaining());
            next += part.remaining();
            checksum.update(part);
            if (next == end) {
                checksums[piece] = (int) checksum.getValue();
                checksum.reset();
            }
        }
    }

    /** Ends the file, of which all is written, with its header. */
    void finish(FileKey key, long index) throws IOException {
        ByteBuffer header = BlockHeader.encode(key, index, length, checksums);
        while (header.hasRemaining()) {
            channel.write(header, header.position());
        }
        channel.close();
    }

    /** Gives the finished file its place. */
    void moveTo(Path place) throws IOException {
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes what there is. */
    void abandon() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
