package io.anyfs.memory;

import org.jspecify.annotations.Nullable;

/** A step of the tree from a position to its chunk. Changed only by the editor that made it, before it is published. */
final class Branch implements Part {

    static final int BITS = 6;
    static final int WIDTH = 1 << BITS;

    final @Nullable Object editor;
    final @Nullable Part[] children;

    Branch(Object editor, @Nullable Part[] children) {
        this.editor = editor;
        this.children = children;
    }

    /** Which child leads to a chunk; level 0 is directly above the chunks. */
    static int index(long chunk, int level) {
        return (int) (chunk >>> (BITS * level)) & (WIDTH - 1);
    }
}
