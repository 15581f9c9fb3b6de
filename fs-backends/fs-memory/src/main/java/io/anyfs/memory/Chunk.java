package io.anyfs.memory;

import org.jspecify.annotations.Nullable;

/**
 * Bytes of a file, at most {@link #SIZE}. What lies behind {@code length} reads as zeros, whatever is in the array. Changed
 * only by the editor that made it, before it is published.
 */
final class Chunk implements Part {

    static final int BITS = 16;
    static final int SIZE = 1 << BITS;

    @Nullable
    Object editor;

    byte[] bytes;
    int length;

    Chunk(Object editor, byte[] bytes, int length) {
        this.editor = editor;
        this.bytes = bytes;
        this.length = length;
    }
}
