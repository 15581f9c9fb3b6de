package io.anyfs.compress;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Bytes that compress about as prose does. */
final class Text {

    private static final String[] WORDS = {
        "storage", "of", "the", "file", "is", "read", "and", "written", "by", "a", "server", "to", "bucket", "in",
        "frames", "bytes", "that", "nobody", "asked", "for", "\n"
    };

    private Text() {}

    static byte[] bytes(int size) {
        return bytes(size, 1);
    }

    static byte[] bytes(int size, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(size + 16);
        while (text.length() < size) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ').append(random.nextInt(1000));
        }
        return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
    }
}
