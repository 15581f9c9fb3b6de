package io.anyfs.tree;

import io.anyfs.FsPath;
import java.io.IOException;
import java.util.function.BiConsumer;

/**
 * What an operation on a tree does when one of its entries fails: throw, and the operation stops; return, and it goes on
 * without that entry.
 *
 * <p>Not asked about an interrupt or a closed filesystem, which end every operation, nor about a missing root. Called on the
 * threads that do the work, possibly several at once.
 */
@FunctionalInterface
public interface OnFailure {

    /** Stops at the first failure. */
    OnFailure STOP = (path, failure) -> {
        throw failure;
    };

    /** Goes on without what fails. The failures are in the result of the operations that have one. */
    OnFailure SKIP = (path, failure) -> {};

    /** Goes on without what fails, and tells somebody. */
    static OnFailure skipAndReport(BiConsumer<FsPath, IOException> listener) {
        return listener::accept;
    }

    /**
     * Decides.
     *
     * @param path the entry that failed
     * @throws IOException to stop, usually {@code failure} itself
     */
    void failed(FsPath path, IOException failure) throws IOException;
}
