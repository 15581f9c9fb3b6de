package io.anyfs.cli.text;

import java.util.regex.Pattern;

/** Writes texts so that a shell takes them for one word. */
public final class ShellWord {

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWord() {}

    /** As it is if nothing in it is special, otherwise between single quotes (POSIX, 2.2.2). */
    public static String of(String text) {
        return HARMLESS.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
