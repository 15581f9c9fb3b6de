package io.anyfs.cache;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A block that is open for reading; it stays readable when it is evicted. Each piece of it is verified when it is read first.
 * Used by one thread at a time.
 */
final class OpenBlock implements Closeable {

    private final Block block;
    private final FileChannel channel;
    private final ByteBuffer header;
    private final PieceBuffers buffers;
    private final BitSet verified = new BitSet();

    private OpenBlock(Block block, FileChannel channel, ByteBuffer header, PieceBuffers buffers) {
        this.block = block;
        this.channel = channel;
        this.header = header;
        this.buffers = buffers;
    }

    /**
     * Opens a block's file and verifies its header.
     *
     * @return {@code null} if it is not what was stored
     */
    static @Nullable OpenBlock open(Path file, Block block, PieceBuffers buffers) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        boolean whole = false;
        try {
            ByteBuffer header = ByteBuffer.allocate(BlockHeader.bytes(block.length()));
            readFully(channel, header, 0);
            whole = BlockHeader.isOf(header.flip(), block);
            return whole ? new OpenBlock(block, channel, header, buffers) : null;
        } finally {
            if (!whole) {
                channel.close();
            }
        }
    }

    Block block() {
        return block;
    }

    /**
     * Reads from a place that is in the block until it ends or the buffer is full.
     *
     * @return how many bytes; fewer where what follows cannot be read, which the next read tells
     * @throws UnreadableBlockException if no byte can be read
     */
    int read(ByteBuffer target, int offset) throws ClosedByInterruptException, UnreadableBlockException {
        int next = offset;
        try {
            while (target.hasRemaining() && next < block.length()) {
                int piece = next / BlockHeader.PIECE;
                next += verified.get(piece) ? readVerified(target, next) : readFirst(target, next, piece);
            }
        } catch (ClosedByInterruptException interrupted) {
            throw interrupted;
        } catch (IOException failure) {
            if (next == offset) {
                throw failure instanceof UnreadableBlockException known ? known : new UnreadableBlockException(failure);
            }
        }
        return next - offset;
    }

    /** How many bytes from a place on {@link #transferTo} sends at once to a channel. */
    int atOnce(int offset, WritableByteChannel target) {
        return end(isOfKernel(target) ? BlockHeader.pieces(block.length()) - 1 : offset / BlockHeader.PIECE) - offset;
    }

    /**
     * Sends bytes to a channel, by the kernel where that can; fewer where the channel takes no more.
     *
     * @param count not more than {@link #atOnce}
     * @throws UnreadableBlockException if it cannot, and no bytes were sent
     */
    long transferTo(int offset, int count, WritableByteChannel target) throws IOException {
        if (isOfKernel(target)) {
            verify(offset, count);
            return channel.transferTo(at(offset), count, target);
        }
        // The JDK would pass the bytes on in pieces of 8 KiB.
        ByteBuffer buffer = buffers.take();
        try {
            read(buffer.limit(count), offset);
            buffer.flip();
            boolean full = false;
            while (buffer.hasRemaining() && !full) {
                full = target.write(buffer) == 0;
            }
            return buffer.position();
        } finally {
            buffers.giveBack(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private int readVerified(ByteBuffer target, int offset) throws IOException {
        int unverified = verified.nextClearBit(offset / BlockHeader.PIECE);
        int count = Math.min(target.remaining(), end(unverified - 1) - offset);
        ByteBuffer part = target.slice(target.position(), count);
        readFully(channel, part, at(offset));
        if (part.hasRemaining()) {
            throw new UnreadableBlockException();
        }
        target.position(target.position() + count);
        return count;
    }

    private int readFirst(ByteBuffer target, int offset, int piece) throws IOException {
        int begin = piece * BlockHeader.PIECE;
        int length = end(piece) - begin;
        if (offset == begin && target.remaining() >= length) {
            readPiece(target.slice(target.position(), length), piece);
            target.position(target.position() + length);
            return length;
        }
        ByteBuffer buffer = buffers.take();
        try {
            readPiece(buffer.limit(length), piece);
            int count = Math.min(target.remaining(), length - (offset - begin));
            target.put(buffer.slice(offset - begin, count));
            return count;
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private void verify(int offset, int count) throws ClosedByInterruptException, UnreadableBlockException {
        ByteBuffer buffer = buffers.take();
        try {
            int end = offset + count;
            for (int piece = verified.nextClearBit(offset / BlockHeader.PIECE);
                    piece * BlockHeader.PIECE < end;
                    piece = verified.nextClearBit(piece)) {
                read(buffer.clear(), piece * BlockHeader.PIECE);
            }
        } finally {
            buffers.giveBack(buffer);
        }
    }

    /** Reads a piece into a buffer of its length, and verifies it. */
    private void readPiece(ByteBuffer target, int piece) throws IOException {
        readFully(channel, target, at(piece * BlockHeader.PIECE));
        if (target.hasRemaining() || BlockHeader.checksum(target.flip()) != BlockHeader.checksum(header, piece)) {
            throw new UnreadableBlockException();
        }
        verified.set(piece);
    }

    /** Where a piece ends in the block. */
    private int end(int piece) {
        return (int) Math.min(block.length(), (piece + 1L) * BlockHeader.PIECE);
    }

    /** Where a byte of the block is in its file. */
    private long at(int offset) {
        return header.limit() + (long) offset;
    }

    private static boolean isOfKernel(WritableByteChannel target) {
        return target instanceof FileChannel || target instanceof SelectableChannel;
    }

    private static void readFully(FileChannel channel, ByteBuffer target, long position) throws IOException {
        long next = position;
        int read = 0;
        while (target.hasRemaining() && read >= 0) {
            read = channel.read(target, next);
            next += read;
        }
    }
}
