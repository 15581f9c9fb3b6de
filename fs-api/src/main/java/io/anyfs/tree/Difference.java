package io.anyfs.tree;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import org.jspecify.annotations.Nullable;

/**
 * A difference between two trees.
 *
 * @param kind what differs
 * @param path below the roots, which are themselves {@code /}
 * @param left what the left tree has there, {@code null} if nothing
 * @param right what the right tree has there, {@code null} if nothing
 */
public record Difference(
        Kind kind,
        FsPath path,
        @Nullable FileInfo left,
        @Nullable FileInfo right) {

    /** What differs. */
    public enum Kind {
        /** Only the left tree has the entry; what it holds is not told. */
        ONLY_LEFT,
        /** Only the right tree has the entry; what it holds is not told. */
        ONLY_RIGHT,
        /** One is a file and the other a directory, and so on. */
        TYPE,
        /** Files of different sizes. */
        SIZE,
        /** Files of the same size with different bytes. */
        CONTENT,
        /** Links that lead to different places, as they are written. */
        LINK_TARGET,
        /** Modification times that differ by at least the coarser precision of both filesystems. */
        LAST_MODIFIED,
        /** Permission bits. */
        MODE
    }

    @Override
    public String toString() {
        return kind + " " + path;
    }
}
