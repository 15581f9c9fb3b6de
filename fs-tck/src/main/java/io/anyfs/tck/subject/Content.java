package io.anyfs.tck.subject;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** Bytes to write and to recognise. */
public final class Content {

    private Content() {}

    /** Bytes that depend on the size and the seed only, with no pattern that a chunk could repeat. */
    public static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed * 31 + size).nextBytes(bytes);
        return bytes;
    }

    /** {@link #bytes(int, long)} of seed 1. */
    public static byte[] bytes(int size) {
        return bytes(size, 1);
    }

    /** The first bytes of an array, or the array when it is shorter. */
    public static byte[] first(int count, byte[] bytes) {
        return Arrays.copyOf(bytes, Math.min(count, bytes.length));
    }

    /** One array after the other. */
    public static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    /**
     * Bytes that say of themselves whether they are whole: a SHA-256, then what it is of. For readers that cannot know which
     * of several versions they get.
     */
    public static byte[] sealed(int size, long seed) {
        byte[] body = bytes(size, seed);
        return joined(digest(body), body);
    }

    /** Whether the bytes are one whole {@link #sealed} content. */
    public static boolean isWhole(byte[] bytes) {
        if (bytes.length < 32) {
            return false;
        }
        byte[] body = Arrays.copyOfRange(bytes, 32, bytes.length);
        return Arrays.equals(digest(body), Arrays.copyOf(bytes, 32));
    }

    /** The start of the SHA-256, in hexadecimal digits, for messages. */
    public static String fingerprint(byte[] bytes) {
        return HexFormat.of().formatHex(digest(bytes), 0, 8);
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
