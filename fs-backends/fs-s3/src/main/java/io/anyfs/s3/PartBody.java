package io.anyfs.s3;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Bytes to send in one request, in chunks of equal length but for the last. They stay as they are until the request has ended,
 * so that it can be tried again.
 */
record PartBody(List<byte[]> chunks, int length) {

    static final PartBody EMPTY = new PartBody(List.of(), 0);

    static PartBody of(byte[] bytes) {
        return new PartBody(List.of(bytes), bytes.length);
    }

    RequestBody asRequestBody() {
        return RequestBody.fromContentProvider(Reading::new, length, "application/octet-stream");
    }

    void digest(MessageDigest digest) {
        int left = length;
        for (byte[] chunk : chunks) {
            int count = Math.min(left, chunk.length);
            digest.update(chunk, 0, count);
            left -= count;
        }
    }

    /** The SDK rewinds it to where it was marked, to send it again. */
    private final class Reading extends InputStream {
        private int position;
        private int mark;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            if (count == 0) {
                return 0;
            }
            if (position >= length) {
                return -1;
            }
            int size = chunks.get(0).length;
            byte[] chunk = chunks.get(position / size);
            int from = position % size;
            int read = Math.min(Math.min(count, length - position), chunk.length - from);
            System.arraycopy(chunk, from, target, offset, read);
            position += read;
            return read;
        }

        @Override
        public int available() {
            return length - position;
        }

        @Override
        public boolean markSupported() {
            return true;
        }

        @Override
        public synchronized void mark(int limit) {
            mark = position;
        }

        @Override
        public synchronized void reset() {
            position = mark;
        }
    }
}
