package io.anyfs.overlay.union;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * A name in the view and what is there.
 *
 * @param path without links on the way
 * @param parts what makes the entry, top first: one part of a file or a link, one for each layer of a directory, none where
 *     nothing is
 */
record Slot(FsPath path, List<Part> parts) {

    boolean isEmpty() {
        return parts.isEmpty();
    }

    boolean isDirectory() {
        return !isEmpty() && top().info().isDirectory();
    }

    Part top() {
        return parts.get(0);
    }

    /** The facts, as the view tells them. */
    FileInfo told(FsPath asked) {
        return top().layer().told(top().info(), asked);
    }

    Slot existing(FsPath asked) throws NoSuchFileException {
        if (isEmpty()) {
            throw new NoSuchFileException(asked.toString());
        }
        return this;
    }

    boolean isIn(Layer layer) {
        return parts.stream().anyMatch(part -> part.layer().index() == layer.index());
    }
}
