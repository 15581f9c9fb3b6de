package io.anyfs.text;

/** Keeps names from steering a terminal or breaking a line: a file may be called anything. */
public final class Escapes {

    private Escapes() {}

    /**
     * The text as a terminal may show it: control characters and marks that change the direction of writing as {@code \n},
     * {@code \t}, {@code \x1b} or {@code \}{@code u202e}. A backslash is doubled only in a text that has such characters.
     */
    public static String forTerminal(String text) {
        if (text.chars().noneMatch(character -> isUnsafe((char) character))) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    if (isUnsafe(character)) {
                        escaped.append(String.format(character < 0x100 ? "\\x%02x" : "\\u%04x", (int) character));
                    } else {
                        escaped.append(character);
                    }
                }
            }
        }
        return escaped.toString();
    }

    /** Control characters, separators of lines, and what changes the direction of writing (Unicode annex 9). */
    static boolean isUnsafe(char character) {
        return Character.isISOControl(character)
                || (character >= '\u2028' && character <= '\u202e')
                || (character >= '\u2066' && character <= '\u2069')
                || character == '\u200e'
                || character == '\u200f'
                || character == '\u061c';
    }
}
