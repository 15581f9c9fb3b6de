package io.anyfs.nio;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The globs of {@link java.nio.file.FileSystem#getPathMatcher}, which differ from {@link io.anyfs.tree.Glob}: there is nothing
 * special about {@code **}{@code /}, and groups do not nest.
 */
final class GlobSyntax {

    private static final String SPECIAL = "\\^$.|?*+()[]{}&-~#";

    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int next;
    private boolean inGroup;

    private GlobSyntax(String glob) {
        this.glob = glob;
    }

    static Pattern compile(String glob) {
        return Pattern.compile(new GlobSyntax(glob).translate(), Pattern.DOTALL);
    }

    private String translate() {
        while (next < glob.length()) {
            char c = glob.charAt(next++);
            switch (c) {
                case '\\' -> literal(escaped());
                case '*' -> star();
                case '?' -> regex.append("[^/]");
                case '[' -> bracket();
                case '{' -> beginGroup();
                case '}' -> regex.append(endsGroup() ? "))" : "\\}");
                case ',' -> regex.append(inGroup ? ")|(?:" : ",");
                default -> literal(c);
            }
        }
        if (inGroup) {
            throw wrong("a '}' is missing");
        }
        return regex.toString();
    }

    private char escaped() {
        if (next == glob.length()) {
            throw wrong("there is nothing behind the last '\\'");
        }
        return glob.charAt(next++);
    }

    private void literal(char c) {
        regex.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
    }

    private void star() {
        boolean crossing = next < glob.length() && glob.charAt(next) == '*';
        if (crossing) {
            next++;
        }
        regex.append(crossing ? ".*" : "[^/]*");
    }

    private void beginGroup() {
        if (inGroup) {
            throw wrong("groups do not nest");
        }
        inGroup = true;
        regex.append("(?:(?:");
    }

    private boolean endsGroup() {
        boolean ends = inGroup;
        inGroup = false;
        return ends;
    }

    /** In brackets all but {@code !} at the start, {@code -} in the middle and the end stand for themselves. */
    private void bracket() {
        regex.append("(?!/)[");
        if (next < glob.length() && glob.charAt(next) == '!') {
            regex.append('^');
            next++;
        }
        int start = next;
        while (true) {
            if (next == glob.length()) {
                throw wrong("a ']' is missing");
            }
            char c = glob.charAt(next++);
            if (c == ']' && next - 1 > start) {
                break;
            } else if (c == '/') {
                throw wrong("a '/' in brackets");
            } else if (c == '-' && next - 1 > start && glob.startsWith("]", next)) {
                regex.append("\\-");
            } else if (c == '-' && next - 1 > start) {
                range();
            } else {
                literal(c);
            }
        }
        regex.append(']');
    }

    private void range() {
        if (next == glob.length()) {
            throw wrong("a ']' is missing");
        }
        char first = glob.charAt(next - 2);
        char last = glob.charAt(next++);
        if (last < first) {
            throw wrong("a range from '" + first + "' to '" + last + "'");
        }
        regex.append('-');
        literal(last);
    }

    private PatternSyntaxException wrong(String what) {
        return new PatternSyntaxException(what, glob, next - 1);
    }
}
