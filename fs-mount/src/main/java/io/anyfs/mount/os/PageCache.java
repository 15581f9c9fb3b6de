package io.anyfs.mount.os;

/** What the kernel keeps of the bytes of files that were read. */
public enum PageCache {
    /** Nothing: each read asks the storage. A file can be mapped privately only. */
    NONE,
    /**
     * What was read, until the file is opened and has another size or modification time than before. A file that a program fills and cannot
     * read is as with {@link #NONE} until it is closed.
     */
    UNTIL_CHANGED,
    /** What was read or written, for good. Only for storages that nobody changes but through the mount. */
    FOREVER
}
