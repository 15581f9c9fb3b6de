package io.anyfs.tree;

import io.anyfs.FsPath;
import java.io.IOException;

/**
 * An entry that an operation on a tree went on without.
 *
 * @param path the entry
 * @param cause why
 */
public record TreeFailure(FsPath path, IOException cause) {

    @Override
    public String toString() {
        return String.valueOf(cause.getMessage());
    }
}
