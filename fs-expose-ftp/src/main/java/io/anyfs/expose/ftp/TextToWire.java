package io.anyfs.expose.ftp;

import java.nio.ByteBuffer;

/** Makes CRLF of LF, piece by piece (RFC 959 section 3.1.1.1). A CRLF in the file stays as it is. For one transfer. */
final class TextToWire {

    private boolean afterCr;
    private ByteBuffer out = ByteBuffer.allocate(0);

    /** This piece as it goes over the wire, valid until the next call. */
    ByteBuffer convert(ByteBuffer in) {
        int capacity = 2 * in.remaining();
        if (out.capacity() < capacity) {
            out = ByteBuffer.allocate(capacity);
        }
        out.clear();
        while (in.hasRemaining()) {
            byte b = in.get();
            if (b == '\n' && !afterCr) {
                out.put((byte) '\r');
            }
            afterCr = b == '\r';
            out.put(b);
        }
        return out.flip();
    }
}
