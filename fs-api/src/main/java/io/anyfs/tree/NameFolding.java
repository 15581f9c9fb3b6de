package io.anyfs.tree;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Which names are one and the same to a storage. Whoever compares names for it, or matches them with patterns, has to do so in the same
 * way: else another writing of a name would lead past a rule.
 */
public enum NameFolding {
    /** Only equal ones. */
    NONE(false, false),
    /** Those that differ in capital and small letters only, independent of any language. */
    CASE(true, false),
    /** Those that are canonically equivalent (Unicode Standard Annex 15): composed and decomposed letters. */
    NORMALIZATION(false, true),
    /** Both. */
    CASE_AND_NORMALIZATION(true, true);

    private final boolean foldsCase;
    private final boolean foldsNormalization;

    NameFolding(boolean foldsCase, boolean foldsNormalization) {
        this.foldsCase = foldsCase;
        this.foldsNormalization = foldsNormalization;
    }

    /** That of a storage which declares this. */
    public static NameFolding of(Capabilities capabilities) {
        boolean foldsNormalization = !capabilities.has(Capability.NORMALIZATION_SENSITIVE);
        if (capabilities.has(Capability.CASE_SENSITIVE)) {
            return foldsNormalization ? NORMALIZATION : NONE;
        }
        return foldsNormalization ? CASE_AND_NORMALIZATION : CASE;
    }

    /** Whether capital and small letters are the same. */
    public boolean foldsCase() {
        return foldsCase;
    }

    /** Equal for names, and paths, that are the same. */
    public String key(String name) {
        String key = composed(name);
        // Both ways, because some letters have more than one small form and others more than one capital.
        return foldsCase ? composed(key.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT)) : key;
    }

    /** The text with its letters composed, if that makes no difference; otherwise the text. */
    String composed(String text) {
        return foldsNormalization ? Normalizer.normalize(text, Normalizer.Form.NFC) : text;
    }
}
