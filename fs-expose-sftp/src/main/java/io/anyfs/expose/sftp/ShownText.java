package io.anyfs.expose.sftp;

/** Text of a client or of a name, as it goes into a message: a control character would be obeyed by who shows it. */
final class ShownText {

    private static final int LONGEST = 1024;

    private ShownText() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), LONGEST));
        text.codePoints()
                .limit(LONGEST)
                .forEach(point -> shown.appendCodePoint(Character.isISOControl(point) ? '?' : point));
        return shown.toString();
    }
}
