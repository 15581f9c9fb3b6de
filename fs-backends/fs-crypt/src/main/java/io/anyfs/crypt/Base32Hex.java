package io.anyfs.crypt;

import org.jspecify.annotations.Nullable;

/**
 * Bytes as lower-case letters and digits: "base32hex" of RFC 4648, section 7, without padding. Neither case nor any other folding
 * of names makes two of them one.
 */
final class Base32Hex {

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuv";

    private Base32Hex() {}

    static long encodedLength(long bytes) {
        return (bytes * 8 + 4) / 5;
    }

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((int) encodedLength(bytes.length));
        int pending = 0;
        int bits = 0;
        for (byte b : bytes) {
            pending = (pending << 8) | (b & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt((pending >>> bits) & 31));
            }
            pending &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt((pending << (5 - bits)) & 31));
        }
        return text.toString();
    }

    /** The bytes; {@code null} for a text that {@link #encode} does not give. */
    static byte @Nullable [] decode(String text) {
        byte[] bytes = new byte[(int) (text.length() * 5L / 8)];
        if (encodedLength(bytes.length) != text.length()) {
            return null;
        }
        int pending = 0;
        int bits = 0;
        int next = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return null;
            }
            pending = (pending << 5) | digit;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[next++] = (byte) (pending >>> bits);
                pending &= (1 << bits) - 1;
            }
        }
        return pending == 0 ? bytes : null;
    }
}
