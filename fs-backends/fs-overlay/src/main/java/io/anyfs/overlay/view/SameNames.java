package io.anyfs.overlay.view;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Which names are the same, though they are written differently. */
public enum SameNames {
    /** Those that differ in capital and small letters only, as {@link String#equalsIgnoreCase} says. */
    CASE,
    /** Those that look the same: {@code é} as one character or as {@code e} with an accent (canonical equivalence, UAX 15). */
    NFC,
    /** Those that are the same by either. */
    CASE_NFC;

    /** Of ASCII only these have another character that is canonically the same: U+212A, U+037E and U+1FEF. */
    private static final Pattern ONE_OF_ITS_KIND = Pattern.compile("[\\x00-\\x7F&&[^K;`]]*");

    /** Equal for names that are the same. */
    public String key(String name) {
        return switch (this) {
            case CASE -> fold(name);
            case NFC -> Normalizer.normalize(name, Normalizer.Form.NFC);
            case CASE_NFC ->
                Normalizer.normalize(fold(Normalizer.normalize(name, Normalizer.Form.NFC)), Normalizer.Form.NFC);
        };
    }

    /** Whether no other name is known to be the same, so that there is nothing to look for. */
    boolean isAlone(String name) {
        return switch (this) {
            case CASE -> hasNoCase(name);
            case NFC -> ONE_OF_ITS_KIND.matcher(name).matches();
            case CASE_NFC -> hasNoCase(name) && ONE_OF_ITS_KIND.matcher(name).matches();
        };
    }

    private static String fold(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        // Both ways, because some letters have more than one small form and others more than one capital.
        name.codePoints().forEach(letter -> folded.appendCodePoint(fold(letter)));
        return folded.toString();
    }

    private static int fold(int letter) {
        return Character.toLowerCase(Character.toUpperCase(letter));
    }

    /** Of ASCII, letters only have another case; of the rest it is not asked. */
    private static boolean hasNoCase(String name) {
        return name.chars().allMatch(c -> c < 0x80 && !Character.isLetter(c));
    }
}
