package io.anyfs;

/** What a write starts from. */
public enum WriteMode {
    /** A new file; one that exists fails the open, one that appears meanwhile fails the commit. */
    CREATE_NEW,
    /** An empty file that takes the place of an existing one at commit. */
    REPLACE,
    /** The content there is, with new bytes written behind it. */
    APPEND,
    /** The content there is, to be changed in places. */
    UPDATE
}
