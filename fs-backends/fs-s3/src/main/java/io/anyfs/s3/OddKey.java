package io.anyfs.s3;

import io.anyfs.FsPath;
import java.util.Set;

/**
 * A key of an object that no path has as it is, because paths are what users of files expect and keys can be anything.
 *
 * @param key the key, with the prefix
 * @param path what reaches the object nevertheless
 * @param reasons why the path is another than the key, one or more
 */
public record OddKey(String key, FsPath path, Set<Reason> reasons) {

    /** Copies the set. */
    public OddKey {
        reasons = Set.copyOf(reasons);
    }

    /** Why a key is no path. */
    public enum Reason {
        /** As in {@code a//b} or {@code /a}. */
        EMPTY_NAME("a name in it is empty"),
        /** As in {@code a/./b}. */
        DOT_NAME("a name in it is . or .."),
        /** As in no other storage. */
        NUL("it holds a NUL"),
        /** As {@code x/y} where there is an object {@code x}. */
        BESIDE_OBJECT("an object has the name of a directory that it is in"),
        /** {@code a/} that is not empty. */
        MARKER_WITH_BYTES("it ends in a slash as the markers of directories do, but holds bytes"),
        /** As {@code .anyfs~dot}. */
        ESCAPE("a name in it begins with .anyfs~, as the names that stand for such keys");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** The reason in words. */
        public String text() {
            return text;
        }
    }
}
