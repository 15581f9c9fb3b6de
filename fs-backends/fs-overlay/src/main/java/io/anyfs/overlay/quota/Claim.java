package io.anyfs.overlay.quota;

import io.anyfs.FsPath;
import java.util.List;

/**
 * The places that a change needs for itself while it is under way.
 *
 * @param deletion whether it lasts until a caller was told of much, so that nobody must wait for it
 */
record Claim(List<Part> parts, boolean deletion) {

    /** How much of a place is claimed. */
    enum Extent {
        /** The entry, together with others that do not change it. */
        SHARED,
        /** The entry itself. */
        ENTRY,
        /** The entry and all below it. */
        TREE
    }

    /** One place. Where a link leads to it, it is where the link leads. */
    record Part(FsPath path, Extent extent) {

        boolean conflicts(Part other) {
            if (path.equals(other.path)) {
                return extent != Extent.SHARED || other.extent != Extent.SHARED;
            }
            return covers(other.path) || other.covers(path);
        }

        boolean covers(FsPath place) {
            return extent == Extent.TREE ? place.startsWith(path) : extent == Extent.ENTRY && place.equals(path);
        }
    }

    /** A claim of what is not a deletion. */
    Claim(List<Part> parts) {
        this(parts, false);
    }

    boolean conflicts(Claim other) {
        for (Part part : parts) {
            for (Part otherPart : other.parts) {
                if (part.conflicts(otherPart)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the entry at a place, or one that it is in, is claimed for a change. */
    boolean changes(FsPath place) {
        return parts.stream().anyMatch(part -> part.covers(place));
    }
}
