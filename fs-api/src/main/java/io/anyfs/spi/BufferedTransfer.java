package io.anyfs.spi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** {@link BackendReadHandle#transferTo} through memory, for what the kernel cannot send. */
public final class BufferedTransfer {

    /** How many bytes at most are read at once. */
    public static final int PIECE = 64 * 1024;

    private BufferedTransfer() {}

    /** Where the bytes come from, such as {@link BackendReadHandle#read}. */
    @FunctionalInterface
    public interface Source {
        /**
         * Reads into the buffer from a position.
         *
         * @return how many bytes were read; -1 at or past the end
         */
        int read(ByteBuffer target, long position) throws IOException;
    }

    /**
     * Sends bytes, piece by piece.
     *
     * @return how many bytes were sent: fewer than {@code count} at the end, or where the channel takes no more
     */
    public static long send(Source source, long position, long count, WritableByteChannel target) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, count));
        long sent = 0;
        while (sent < count) {
            piece.clear().limit((int) Math.min(piece.capacity(), count - sent));
            if (source.read(piece, position + sent) <= 0) {
                return sent;
            }
            sent += target.write(piece.flip());
            if (piece.hasRemaining()) {
                return sent;
            }
        }
        return sent;
    }
}
