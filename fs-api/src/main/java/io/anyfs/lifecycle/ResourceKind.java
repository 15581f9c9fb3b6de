package io.anyfs.lifecycle;

/** What sort of thing is open. */
public enum ResourceKind {
    /** A filesystem, the owner of its storage. */
    FILE_SYSTEM,
    /** A borrowed view of a filesystem. */
    BORROW,
    /** A file opened for reading. */
    READ,
    /** A file opened for writing. */
    WRITE,
    /** A directory listing under way. */
    LISTING,
    /** A server. */
    SERVER,
    /** A client's session with a server. */
    SESSION,
    /** Anything else. */
    OTHER
}
