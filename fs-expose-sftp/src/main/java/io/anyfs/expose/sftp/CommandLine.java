package io.anyfs.expose.sftp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits the command that a client wants to run into words, by the rules of POSIX for quotes and backslashes ("Shell Command
 * Language", section 2.2). Nothing else of a shell is there: whatever would make one do more than split, such as variables,
 * pipes and redirections, is refused and never taken for a character of a word.
 */
final class CommandLine {

    /** What means something to a shell when it is not quoted. */
    private static final String OPERATORS = "|&;<>()$`\n\r";

    private static final String PATTERN_CHARACTERS = "*?[";

    /** What is not itself in a {@link io.anyfs.tree.Glob}. */
    private static final String GLOB_SYNTAX = "*?[]{},\\";

    private static final char REPLACEMENT = '\uFFFD';

    private final String line;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder glob = new StringBuilder();
    private boolean inWord;
    private boolean pattern;
    private int next;

    private CommandLine(String line) {
        this.line = line;
    }

    /**
     * A word.
     *
     * @param text what it says, without its quotes; the home directory's {@code ~} is resolved
     * @param glob the same as a {@link io.anyfs.tree.Glob}, if a shell would look for the files that match it
     */
    record Word(String text, @Nullable String glob) {}

    /**
     * The words of a line.
     *
     * @throws UnsupportedSyntaxException if it takes a shell to understand it
     */
    static List<Word> words(String line) throws UnsupportedSyntaxException {
        // The transport mends what is not UTF-8, and a name that was mended would be another name.
        if (line.indexOf(REPLACEMENT) >= 0 || line.indexOf('\0') >= 0) {
            throw new UnsupportedSyntaxException("not UTF-8 text");
        }
        return new CommandLine(line).split();
    }

    private List<Word> split() throws UnsupportedSyntaxException {
        while (next < line.length()) {
            char character = line.charAt(next++);
            switch (character) {
                case ' ', '\t' -> endWord();
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> add(escaped());
                default -> plain(character);
            }
        }
        endWord();
        return words;
    }

    private void plain(char character) throws UnsupportedSyntaxException {
        if (OPERATORS.indexOf(character) >= 0 || (character == '#' && !inWord)) {
            throw new UnsupportedSyntaxException("no shell here to understand " + character);
        }
        if (character == '~' && !inWord) {
            home();
        } else if (PATTERN_CHARACTERS.indexOf(character) >= 0) {
            inWord = true;
            pattern = true;
            text.append(character);
            glob.append(character);
        } else if (pattern && character == ']') {
            text.append(character);
            glob.append(character);
        } else {
            add(character);
        }
    }

    /** The home directory is the root. */
    private void home() throws UnsupportedSyntaxException {
        boolean own = next == line.length() || " \t/".indexOf(line.charAt(next)) >= 0;
        if (!own) {
            throw new UnsupportedSyntaxException("no homes of others");
        }
        inWord = true;
        if (next == line.length() || line.charAt(next) != '/') {
            add('/');
        }
    }

    private void singleQuoted() throws UnsupportedSyntaxException {
        inWord = true;
        int end = line.indexOf('\'', next);
        if (end < 0) {
            throw new UnsupportedSyntaxException("a quote that does not end");
        }
        while (next < end) {
            add(line.charAt(next++));
        }
        next = end + 1;
    }

    private void doubleQuoted() throws UnsupportedSyntaxException {
        inWord = true;
        while (next < line.length()) {
            char character = line.charAt(next++);
            switch (character) {
                case '"' -> {
                    return;
                }
                case '$', '`' -> throw new UnsupportedSyntaxException("no shell here to understand " + character);
                case '\\' -> {
                    boolean escapes = next < line.length() && "$`\"\\".indexOf(line.charAt(next)) >= 0;
                    add(escapes ? line.charAt(next++) : character);
                }
                default -> add(character);
            }
        }
        throw new UnsupportedSyntaxException("a quote that does not end");
    }

    private char escaped() throws UnsupportedSyntaxException {
        if (next == line.length() || line.charAt(next) == '\n') {
            throw new UnsupportedSyntaxException("a line that goes on");
        }
        return line.charAt(next++);
    }

    private void add(char literal) {
        inWord = true;
        text.append(literal);
        if (GLOB_SYNTAX.indexOf(literal) >= 0) {
            glob.append('\\');
        }
        glob.append(literal);
    }

    private void endWord() {
        if (inWord) {
            words.add(new Word(text.toString(), pattern ? glob.toString() : null));
        }
        text.setLength(0);
        glob.setLength(0);
        inWord = false;
        pattern = false;
    }

    /** A command line that only a shell would understand. */
    static final class UnsupportedSyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        UnsupportedSyntaxException(String message) {
            super(message);
        }
    }
}
