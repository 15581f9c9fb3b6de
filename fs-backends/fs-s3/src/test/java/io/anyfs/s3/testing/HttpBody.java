package io.anyfs.s3.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/**
 * How the end of a message's body is found (RFC 9112, section 6.3).
 *
 * @param framing which of the ways
 * @param length bytes, with {@link Framing#LENGTH}
 */
record HttpBody(Framing framing, long length) {

    enum Framing {
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    private static final HttpBody NONE = new HttpBody(Framing.LENGTH, 0);
    private static final int BLOCK = 64 * 1024;

    static HttpBody ofRequest(HttpHead head) {
        return announced(head, NONE);
    }

    static HttpBody ofAnswer(HttpHead head, String method) {
        int status = head.status();
        boolean bare = method.equals("HEAD") || status < 200 || status == 204 || status == 304;
        return bare ? NONE : announced(head, new HttpBody(Framing.UNTIL_CLOSE, 0));
    }

    private static HttpBody announced(HttpHead head, HttpBody otherwise) {
        if (head.has("Transfer-Encoding", "chunked")) {
            return new HttpBody(Framing.CHUNKED, 0);
        }
        return head.header("Content-Length")
                .map(length -> new HttpBody(Framing.LENGTH, Long.parseLong(length)))
                .orElse(otherwise);
    }

    /**
     * Passes the body on as it comes, framed in the same way.
     *
     * @param tap lets the content pass on the way, without the framing of chunks
     */
    void relay(InputStream in, OutputStream out, UnaryOperator<OutputStream> tap) throws IOException {
        switch (framing) {
            case LENGTH -> {
                copy(in, tap.apply(out), length);
            }
            case CHUNKED -> {
                OutputStream content = tap.apply(new Chunks(out));
                for (long size = chunkSize(in); size > 0; size = chunkSize(in)) {
                    copy(in, content, size);
                    readLine(in);
                }
                while (!readLine(in).isEmpty()) {
                    // Trailers: nobody sends them to S3 or gets them from there.
                }
                out.write(ascii("0\r\n\r\n"));
                out.flush();
            }
            case UNTIL_CLOSE -> {
                OutputStream content = tap.apply(out);
                byte[] block = new byte[BLOCK];
                for (int count = in.read(block); count >= 0; count = in.read(block)) {
                    content.write(block, 0, count);
                    content.flush();
                }
            }
        }
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] block = new byte[(int) Math.min(BLOCK, length)];
        for (long left = length; left > 0; ) {
            int count = in.read(block, 0, (int) Math.min(block.length, left));
            if (count < 0) {
                throw new EOFException("The stream ended " + left + " bytes before the end of a body");
            }
            out.write(block, 0, count);
            out.flush();
            left -= count;
        }
    }

    private static long chunkSize(InputStream in) throws IOException {
        String line = readLine(in);
        int extension = line.indexOf(';');
        return HexFormat.fromHexDigitsToLong((extension < 0 ? line : line.substring(0, extension)).strip());
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The stream ended between chunks");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Makes a chunk of each block. */
    private static final class Chunks extends OutputStream {

        private final OutputStream out;

        Chunks(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] block, int offset, int length) throws IOException {
            if (length > 0) {
                out.write(ascii(Integer.toHexString(length) + "\r\n"));
                out.write(block, offset, length);
                out.write(ascii("\r\n"));
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
