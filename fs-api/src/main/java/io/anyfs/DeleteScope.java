package io.anyfs;

/** How much of a tree is deleted at once. */
public enum DeleteScope {
    /** The directory with all that it holds. */
    WHOLE,
    /** All that the directory holds, and not the directory. The only one for the root. */
    CONTENTS
}
