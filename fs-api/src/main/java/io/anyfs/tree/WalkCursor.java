package io.anyfs.tree;

import io.anyfs.FileInfo;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A walk under way. Closes itself at the end; close it when you stop before. For one thread at a time. An interrupt of that
 * thread ends it with {@link java.io.InterruptedIOException}.
 */
public interface WalkCursor extends Closeable {

    /** The next entry; {@code null} at the end, again and again. */
    @Nullable
    FileInfo next() throws IOException;

    /**
     * Leaves out what the directory that {@link #next} just returned holds. Has no effect if that was no directory, or in
     * {@link Walk.Order#CHILDREN_FIRST}, where it comes too late.
     */
    void skipSubtree();

    /** Ends the walk. A second call does nothing. */
    @Override
    void close() throws IOException;
}
