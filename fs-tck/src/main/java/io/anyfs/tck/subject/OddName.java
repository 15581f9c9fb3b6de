package io.anyfs.tck.subject;

/** Names that some storage, shell, protocol or library is known to get wrong. */
public enum OddName {
    /** Trimmed by careless parsers. */
    SPACES_AROUND("  spaces around  "),
    /** Nothing but space. */
    ONE_SPACE(" "),
    /** Decoded once too often. */
    PERCENT("100%41%2F%00"),
    /** Decoded to a space by URL libraries. */
    PLUS("a+b"),
    /** Cut off as a fragment. */
    HASH("a#b"),
    /** Cut off as a query, or a glob. */
    QUESTION_MARK("what?"),
    /** A glob. */
    STAR("*.txt"),
    /** A glob. */
    BRACKETS("[a-z]{b,c}"),
    /** A separator elsewhere. */
    BACKSLASH("a\\b\\..\\c"),
    /** Ends a quoted reply of FTP. */
    DOUBLE_QUOTES("say \"hello\""),
    /** Ends a quoted word of a shell. */
    SINGLE_QUOTE("it's"),
    /** Ends a line of a listing or a command. */
    NEWLINE("two\nlines"),
    /** Ends a line on the wire. */
    CARRIAGE_RETURN("two\r\nlines"),
    /** A separator of columns. */
    TAB("a\tb"),
    /** A control character that terminals obey. */
    ESCAPE("\u001b[31mred"),
    /** An option of a command. */
    LEADING_DASH("-rf"),
    /** A hidden file. */
    LEADING_DOT(".hidden"),
    /** A home directory, to a shell. */
    LEADING_TILDE("~root"),
    /** Three dots are a name like any other. */
    THREE_DOTS("..."),
    /** Dropped by Windows. */
    TRAILING_DOT("name."),
    /** A device of Windows. */
    DEVICE("CON"),
    /** A stream of Windows, a scheme of a URL. */
    COLON("C:name"),
    /** Commands, to a shell. */
    SHELL("$HOME `id` $(id) a;b|c&d>e<f"),
    /** Ends facts of an MLSD line. */
    SEMICOLONS("type=dir;size=1; name"),
    /** What an {@code ls -l} line of another file looks like. */
    LISTING_LINE("-rw-r--r-- 1 root root 1 Jan 1 00:00 f -> g"),
    /** Telnet's IAC as a character, doubled by careless FTP code. */
    LATIN_Y("\u00ff"),
    /** A letter with its accent in one character (NFC). */
    COMPOSED("caf\u00e9"),
    /** A letter and its accent in two characters (NFD). */
    DECOMPOSED("cafe\u0301"),
    /** Chinese. */
    CHINESE("\u6f22\u5b57"),
    /** Written from right to left. */
    HEBREW("\u05e9\u05dc\u05d5\u05dd.txt"),
    /** Outside the basic plane: two chars in Java, four bytes in UTF-8. */
    EMOJI("\ud83d\ude00"),
    /** Not to be seen. */
    ZERO_WIDTH("a\u200bb\ufeff");

    private final String text;

    OddName(String text) {
        this.text = text;
    }

    /** The name. */
    public String text() {
        return text;
    }
}
