package io.anyfs.overlay.union;

import io.anyfs.FsPath;
import java.io.IOException;

/**
 * What the write layer of a union makes of the layers below at one path.
 *
 * @param path in the union
 * @param kind what is different
 */
public record UnionChange(FsPath path, Kind kind) {

    /** What is different. */
    public enum Kind {
        /** The entry is new. */
        ADDED,
        /** The bytes of a file, or the target of a link, are others. */
        CHANGED,
        /** The entry is gone, a directory with all that it held. */
        DELETED,
        /** Only modification time or mode are others; of a directory only the mode counts. */
        ATTRIBUTES,
        /** There is an entry of another type, such as a file in place of a directory. */
        TYPE
    }

    /** Takes changes, one at a time. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes a change. What it throws ends the walk and comes out of it as it is. */
        void visit(UnionChange change) throws IOException;
    }
}
