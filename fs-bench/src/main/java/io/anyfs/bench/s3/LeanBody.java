package io.anyfs.bench.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a request: as it is, in the chunks of HTTP (RFC 9112, section 7.1), or in those of S3, which look the same. */
final class LeanBody {

    private final InputStream in;
    private final boolean inChunks;
    /** Bytes of the body as it is, without what frames it; -1 if nothing says. */
    private final long length;

    private boolean taken;

    private LeanBody(InputStream in, boolean inChunks, long length) {
        this.in = in;
        this.inChunks = inChunks;
        this.length = length;
    }

    static LeanBody of(InputStream in, Map<String, String> headers) {
        boolean signedChunks = headers.getOrDefault("x-amz-content-sha256", "").startsWith("STREAMING-");
        String length = headers.get(signedChunks ? "x-amz-decoded-content-length" : "content-length");
        boolean httpChunks = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"));
        if (httpChunks && signedChunks) {
            throw new IllegalArgumentException("chunks within chunks");
        }
        long bytes = length != null ? Long.parseLong(length) : httpChunks ? -1 : 0;
        return new LeanBody(in, httpChunks || signedChunks, bytes);
    }

    /** All of it, which stays in memory. */
    byte[] take() throws IOException {
        taken = true;
        if (!inChunks) {
            byte[] bytes = new byte[Math.toIntExact(length)];
            readFully(bytes, 0, bytes.length);
            return bytes;
        }
        byte[] bytes = new byte[Math.toIntExact(Math.max(0, length))];
        int done = 0;
        for (int chunk = chunk(); chunk > 0; chunk = chunk()) {
            if (length < 0) {
                bytes = Arrays.copyOf(bytes, done + chunk);
            }
            readFully(bytes, done, chunk);
            done += chunk;
            requireLine();
        }
        String trailer = requireLine();
        while (!trailer.isEmpty()) {
            trailer = requireLine();
        }
        return bytes;
    }

    void skipRest() throws IOException {
        if (!taken) {
            take();
        }
    }

    private int chunk() throws IOException {
        String head = requireLine();
        int end = head.indexOf(';');
        return Integer.parseInt(end < 0 ? head : head.substring(0, end), 16);
    }

    private String requireLine() throws IOException {
        @Nullable String line = LeanRequest.line(in);
        if (line == null) {
            throw new EOFException("within a body");
        }
        return line;
    }

    private void readFully(byte[] target, int from, int count) throws IOException {
        if (in.readNBytes(target, from, count) < count) {
            throw new EOFException("within a body");
        }
    }
}
