package io.anyfs.overlay.limit;

import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Sends a file in pieces, so that what bounds the reading does not wait for a slow receiver. */
final class PieceTransfer {

    /** How many bytes at most are read or written in one call, where calls are bounded. */
    static final int PIECE = 64 * 1024;

    private PieceTransfer() {}

    /** As {@link BackendReadHandle#transferTo} does, through memory. */
    static long send(BackendReadHandle file, long position, long count, WritableByteChannel target) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, count));
        long sent = 0;
        while (sent < count) {
            piece.clear().limit((int) Math.min(piece.capacity(), count - sent));
            if (file.read(piece, position + sent) <= 0) {
                return sent;
            }
            piece.flip();
            sent += target.write(piece);
            if (piece.hasRemaining()) {
                return sent;
            }
        }
        return sent;
    }
}
