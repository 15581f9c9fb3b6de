package io.anyfs.cache;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A block's file cannot be read, or is not what was stored. Never seen outside the cache. */
final class UnreadableBlockException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The disk failed. */
    UnreadableBlockException(IOException cause) {
        super("the block cannot be read", cause);
    }

    /** The bytes are others than those that were stored. */
    UnreadableBlockException() {
        super("the block is not what was stored");
    }

    /** What the disk said; {@code null} if it gave bytes that were not stored. */
    @Nullable
    IOException failure() {
        return (IOException) getCause();
    }
}
