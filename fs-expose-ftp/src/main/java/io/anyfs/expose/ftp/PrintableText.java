package io.anyfs.expose.ftp;

/** Makes text safe for a line of a protocol, a log or a terminal. */
final class PrintableText {

    private PrintableText() {}

    /** The text with {@code ?} in place of control characters and of surrogates without a partner. */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }
}
