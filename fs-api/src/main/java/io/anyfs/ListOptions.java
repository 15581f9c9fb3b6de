package io.anyfs;

/**
 * How to list a directory.
 *
 * @param recursive the whole tree below, in no particular order but a directory before what it holds; needs
 *     {@link Capability#RECURSIVE_LIST}
 */
public record ListOptions(boolean recursive) {

    /** The entries of the directory itself. */
    public static final ListOptions ENTRIES = new ListOptions(false);

    /** The whole tree below the directory. */
    public static final ListOptions TREE = new ListOptions(true);
}
