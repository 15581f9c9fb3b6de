package io.anyfs.tree;

/** How a mirror tells that a file is up to date. Files of different sizes never are. */
public enum MirrorBy {
    /**
     * The modification times differ by less than the coarser precision of both filesystems. Where the target cannot keep
     * times, the target's is not before the source's.
     */
    SIZE_AND_TIME,
    /** The size alone. */
    SIZE,
    /** The bytes, by reading both files. A file with the same bytes and another time is given the time of the source. */
    CONTENT
}
