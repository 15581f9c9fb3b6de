package io.anyfs;

/** What to do when a path names a symbolic link. Links on the way to the last name are always followed. */
public enum Links {
    /** Take what the link leads to. */
    FOLLOW,
    /** Take the link itself. */
    NO_FOLLOW
}
