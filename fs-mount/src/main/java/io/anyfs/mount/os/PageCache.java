package io.anyfs.mount.os;

/** What the kernel keeps of the bytes of files that were read. */
public enum PageCache {
    /** Nothing: each read asks the storage. A file cannot be mapped for shared writing then. */
    NONE,
    /** What was read, until the file is opened and has another size or modification time than before. */
    UNTIL_CHANGED,
    /** What was read, for good. Only for storages that nobody changes but through the mount. */
    FOREVER
}
