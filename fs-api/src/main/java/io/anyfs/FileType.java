package io.anyfs;

/** What an entry is. */
public enum FileType {
    /** A file with bytes. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link, reported only where links are not followed. */
    SYMBOLIC_LINK,
    /** Something else that a storage holds, such as a device or a socket. It can be listed, moved and deleted, not read. */
    OTHER
}
