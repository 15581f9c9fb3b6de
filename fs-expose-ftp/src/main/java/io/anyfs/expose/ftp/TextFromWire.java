package io.anyfs.expose.ftp;

import java.nio.ByteBuffer;

/** Makes LF of CRLF, piece by piece (RFC 959 section 3.1.1.1). A CR without LF stays. For one transfer. */
final class TextFromWire {

    private boolean afterCr;
    private ByteBuffer out = ByteBuffer.allocate(0);

    /** The text of this piece, valid until the next call. A CR at its end waits for what follows. */
    ByteBuffer convert(ByteBuffer in) {
        ByteBuffer text = cleared(in.remaining() + 1);
        while (in.hasRemaining()) {
            byte b = in.get();
            if (afterCr && b != '\n') {
                text.put((byte) '\r');
            }
            afterCr = b == '\r';
            if (!afterCr) {
                text.put(b);
            }
        }
        return text.flip();
    }

    /** What is left. */
    ByteBuffer end() {
        ByteBuffer text = cleared(1);
        if (afterCr) {
            text.put((byte) '\r');
            afterCr = false;
        }
        return text.flip();
    }

    private ByteBuffer cleared(int capacity) {
        if (out.capacity() < capacity) {
            out = ByteBuffer.allocate(capacity);
        }
        return out.clear();
    }
}
