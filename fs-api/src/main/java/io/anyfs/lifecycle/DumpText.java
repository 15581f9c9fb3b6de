package io.anyfs.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * How text stands in a field of a dump, and on a terminal: what could end a field or a line, or steer a terminal, is written
 * as a backslash with {@code t}, {@code n}, {@code r}, another backslash, or {@code u} and a UTF-16 unit in four hexadecimal
 * digits.
 */
final class DumpText {

    /** Longer fields are cut, so that a line, and with it the memory that reading takes, is bounded. */
    static final int MAX_FIELD = 16 * 1024;

    private static final String CUT = "\u2026";

    private DumpText() {}

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        escape(text, escaped);
        return escaped.toString();
    }

    static void escape(String text, StringBuilder to) {
        int length = Math.min(text.length(), MAX_FIELD);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> to.append("\\\\");
                case '\t' -> to.append("\\t");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                default -> {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < length
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        to.append(c).append(text.charAt(++i));
                    } else if (harmless(c)) {
                        to.append(c);
                    } else {
                        to.append(String.format("\\u%04x", (int) c));
                    }
                }
            }
        }
        if (length < text.length()) {
            to.append(CUT);
        }
    }

    /** The text that was escaped; {@code null} if this is not what {@link #escape} writes. */
    static @Nullable String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder text = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            if (++i == field.length()) {
                return null;
            }
            switch (field.charAt(i)) {
                case '\\' -> text.append('\\');
                case 't' -> text.append('\t');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 'u' -> {
                    int unit = unit(field, i + 1);
                    if (unit < 0) {
                        return null;
                    }
                    text.append((char) unit);
                    i += 4;
                }
                default -> {
                    return null;
                }
            }
        }
        return text.toString();
    }

    private static int unit(String field, int from) {
        if (from + 4 > field.length()) {
            return -1;
        }
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(field.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private static boolean harmless(char c) {
        return switch (Character.getType(c)) {
            // Controls, direction overrides and other invisible formats, line separators, halves of characters.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
