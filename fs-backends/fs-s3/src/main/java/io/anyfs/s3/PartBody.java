package io.anyfs.s3;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Bytes to send in one request, in chunks of equal length but for the last. They stay as they are until the request has ended,
 * so that it can be tried again.
 */
record PartBody(List<byte[]> chunks, int length) {

    static final String CONTENT_TYPE = "application/octet-stream";

    static final PartBody EMPTY = new PartBody(List.of(), 0);

    static PartBody of(byte[] bytes) {
        return new PartBody(List.of(bytes), bytes.length);
    }

    RequestBody asRequestBody() {
        return RequestBody.fromContentProvider(Reading::new, length, CONTENT_TYPE);
    }

    /** The bytes from the first one on. */
    InputStream asStream() {
        return new Reading();
    }

    /** The CRC32 as S3 has it in headers: four bytes in Base64. */
    String crc32() {
        CRC32 crc = new CRC32();
        forEach(crc::update);
        int value = (int) crc.getValue();
        byte[] bytes = {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
        return Base64.getEncoder().encodeToString(bytes);
    }

    void digest(MessageDigest digest) {
        forEach(digest::update);
    }

    /** Takes bytes of an array, from an index on. */
    private interface Sink {
        void take(byte[] bytes, int from, int count);
    }

    private void forEach(Sink sink) {
        int left = length;
        for (byte[] chunk : chunks) {
            int count = Math.min(left, chunk.length);
            sink.take(chunk, 0, count);
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
