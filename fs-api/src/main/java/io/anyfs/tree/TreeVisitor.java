package io.anyfs.tree;

import io.anyfs.FileInfo;
import java.io.IOException;

/** Is shown a tree by {@link Walk#visit}. What it throws ends the walk. */
@FunctionalInterface
public interface TreeVisitor {

    /** How a walk goes on. */
    enum Next {
        /** With whatever comes next. */
        CONTINUE,
        /** Without what this directory holds; {@link TreeVisitor#leave} is not called for it. */
        SKIP_SUBTREE,
        /** Not at all. */
        STOP
    }

    /** An entry, a directory before what it holds. */
    Next enter(FileInfo entry) throws IOException;

    /** A directory when all that it holds has been shown. */
    default void leave(FileInfo directory) throws IOException {}
}
