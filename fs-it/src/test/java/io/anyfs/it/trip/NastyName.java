package io.anyfs.it.trip;

import io.anyfs.tck.subject.OddName;
import java.util.ArrayList;
import java.util.List;

/** Names of one tree, no two of which are the same to any storage that there is. */
enum NastyName {
    ENCODED_PARENT("%2E%2E"),
    ENCODED_SLASH("..%2f..%2fetc"),
    DOUBLY_ENCODED("%252e%252e"),
    MALFORMED_PERCENT("50%"),
    PARENT_AND_SPACE(".. "),
    LEADING_SPACE(" name"),
    TRAILING_SPACE("name "),
    TRAILING_DOTS("dots..."),
    NUL_DEVICE("NUL"),
    DEVICE_WITH_EXTENSION("com1.txt"),
    AUX("aux."),
    STREAM("file:stream:$DATA"),
    DRIVE("D:"),
    BACKSLASHES("\\\\host\\share"),
    LINE_FEED_AT_END("line\n"),
    START_OF_HEADING("a\u0001b"),
    DELETE("a\u007fb"),
    NEXT_LINE("a\u0085b"),
    LINE_SEPARATOR("a\u2028b"),
    RIGHT_TO_LEFT_OVERRIDE("fdp\u202etxt"),
    FULL_WIDTH_SLASH("a\uff0fb"),
    NOT_A_CHARACTER("a\uffffb"),
    FAMILY("\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67"),
    FLAG("\ud83c\udde9\ud83c\uddea"),
    HANGUL("\ud55c\uae00"),
    DOTLESS("\u0131stanbul"),
    SHARP_S("stra\u00dfe"),
    QUOTED("'; drop table files; --"),
    LOOKS_WHITED_OUT(".wh.name"),
    LOOKS_TEMPORARY(".name.part"),
    DOLLAR("$(id)");

    private final String text;

    NastyName(String text) {
        this.text = text;
    }

    /** These and those of the TCK, but for one that is another one's double. */
    static List<String> all() {
        List<String> names = new ArrayList<>();
        for (NastyName name : values()) {
            names.add(name.text);
        }
        for (OddName name : OddName.values()) {
            if (name != OddName.DECOMPOSED) {
                names.add(name.text());
            }
        }
        return names;
    }
}
