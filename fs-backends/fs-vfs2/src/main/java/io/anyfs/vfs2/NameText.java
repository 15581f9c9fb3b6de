package io.anyfs.vfs2;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.vfs2.FileSystemException;

/**
 * Paths as the user types them, as Commons VFS keeps them, and as a URI has them.
 *
 * <p>Commons VFS keeps a path with {@code %25} for a percent sign and takes every backslash for a slash, however it is written. A
 * backslash of a name is kept as an encoding that it neither touches nor anybody types: that of two octets, which UTF-8 forbids.
 */
final class NameText {

    private static final String PERCENT = "%25";
    private static final String BACKSLASH = "%c1%9c";
    /** RFC 3986, section 3.3, without the marks that mean something here. */
    private static final String PLAIN = "-._~$&'()*+,;=:@/";

    private NameText() {}

    /**
     * What was typed, as Commons VFS keeps it. Octets are those of UTF-8 or, where they are none, characters, as Commons VFS has
     * them.
     *
     * @param whole whether it is from a URI that begins with its scheme, in which {@code %5C} is no separator
     */
    static StringBuilder kept(String typed, boolean whole) throws FileSystemException {
        StringBuilder kept = new StringBuilder(typed.length() + 8);
        int at = 0;
        while (at < typed.length()) {
            if (typed.startsWith(BACKSLASH, at)) {
                kept.append(BACKSLASH);
                at += BACKSLASH.length();
            } else if (typed.charAt(at) == '%') {
                int end = at;
                while (end < typed.length() && typed.charAt(end) == '%' && !typed.startsWith(BACKSLASH, end)) {
                    end += 3;
                }
                appendKept(kept, decoded(typed, at, end), whole);
                at = end;
            } else {
                char typedCharacter = typed.charAt(at++);
                kept.append(typedCharacter == '\\' ? '/' : typedCharacter);
            }
        }
        return kept;
    }

    private static String decoded(String typed, int begin, int end) throws FileSystemException {
        byte[] octets = new byte[(end - begin) / 3];
        for (int i = 0; i < octets.length; i++) {
            int at = begin + 3 * i;
            int high = at + 2 < typed.length() ? Character.digit(typed.charAt(at + 1), 16) : -1;
            int low = at + 2 < typed.length() ? Character.digit(typed.charAt(at + 2), 16) : -1;
            if (high < 0 || low < 0) {
                throw new FileSystemException(
                        "vfs.provider/invalid-escape-sequence.error",
                        typed.substring(at, Math.min(at + 3, typed.length())));
            }
            octets[i] = (byte) (high << 4 | low);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    private static void appendKept(StringBuilder kept, String decoded, boolean whole) {
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            if (c == '\\' && !whole) {
                kept.append('/');
            } else {
                appendName(kept, c);
            }
        }
    }

    private static void appendName(StringBuilder kept, char c) {
        switch (c) {
            case '%' -> kept.append(PERCENT);
            case '\\' -> kept.append(BACKSLASH);
            default -> kept.append(c);
        }
    }

    /** A name of a storage, as Commons VFS keeps it. */
    static String keptName(String name) {
        StringBuilder kept = new StringBuilder(name.length() + 8);
        name.chars().forEach(c -> appendName(kept, (char) c));
        return kept.toString();
    }

    /** What the storage knows by what Commons VFS keeps. */
    static String plain(String kept) {
        return kept.indexOf('%') < 0 ? kept : kept.replace(BACKSLASH, "\\").replace(PERCENT, "%");
    }

    static boolean hasBackslash(String kept) {
        return kept.contains(BACKSLASH);
    }

    /** A path of the storage as part of a URI. */
    static String encoded(String plain) {
        return encoded(plain, "");
    }

    /** A text as part of a URI. */
    static String encoded(String text, String alsoPlain) {
        StringBuilder encoded = new StringBuilder(text.length() + 8);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0 || alsoPlain.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return encoded.toString();
    }
}
