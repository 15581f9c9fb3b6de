package io.anyfs.spec.content;

import io.anyfs.spi.ByteCount;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** The bytes of a file. Immutable, and the same whenever they are asked for, as long as their source is. */
public sealed interface Content {

    /** Text in UTF-8. */
    static Content text(String text) {
        return new Text(text);
    }

    /** These bytes. */
    static Content bytes(byte[] bytes) {
        return new Bytes(Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * Bytes by chance, always the same for the same size and seed: those of {@link Random#nextBytes} of a {@link Random} with
     * this seed.
     *
     * @param size how many, 0 or more
     */
    static Content random(long size, long seed) {
        return new Seeded(size, seed);
    }

    /**
     * Bytes by chance, as {@link #random(long, long)}.
     *
     * @param size how many, such as {@code 10MiB}
     * @throws IllegalArgumentException if the size is no amount of bytes
     */
    static Content random(String size, long seed) {
        return new Seeded(ByteCount.parse(size), seed);
    }

    /** What is in a file of this machine or of the class path. It is read when the content is written. */
    static Content from(Source source) {
        return new Copied(source);
    }

    /** Writes the bytes, and leaves the stream open. */
    void writeTo(OutputStream out) throws IOException;

    /**
     * See {@link Content#text}.
     *
     * @param text what is written
     */
    record Text(String text) implements Content {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * See {@link Content#bytes}.
     *
     * @param base64 the bytes as RFC 4648 encodes them, with padding
     */
    record Bytes(String base64) implements Content {

        /** Checks the encoding. */
        public Bytes {
            try {
                Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException invalid) {
                throw new IllegalArgumentException("no bytes in base64: " + invalid.getMessage(), invalid);
            }
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(Base64.getDecoder().decode(base64));
        }
    }

    /**
     * See {@link Content#random(long, long)}.
     *
     * @param size how many bytes, 0 or more
     * @param seed decides which
     */
    record Seeded(long size, long seed) implements Content {

        /** A multiple of 4, for so the generator gives the same bytes in pieces as at once. */
        private static final int PIECE = 64 * 1024;

        /** Checks the range. */
        public Seeded {
            if (size < 0) {
                throw new IllegalArgumentException("a size is 0 or more: " + size);
            }
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            Random random = new Random(seed);
            byte[] piece = new byte[PIECE];
            for (long left = size; left > 0; left -= piece.length) {
                random.nextBytes(piece);
                out.write(piece, 0, (int) Math.min(left, piece.length));
            }
        }
    }

    /**
     * See {@link Content#from}.
     *
     * @param source the file
     */
    record Copied(Source source) implements Content {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (InputStream in = source.open()) {
                in.transferTo(out);
            }
        }
    }
}
