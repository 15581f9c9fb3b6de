package io.anyfs.tree;

/**
 * What a copy does about a file or a link that exists at the target. A directory is merged into one that exists, and never
 * replaces a file or is replaced by one.
 */
public enum CopyExisting {
    /** It is a failure, {@link java.nio.file.FileAlreadyExistsException}. */
    FAIL,
    /** It stays, and the source's is left out. */
    SKIP,
    /** It is replaced: a file by a file without a moment where neither exists; a link itself, not what it leads to. */
    REPLACE,
    /** It is replaced if the source's is newer, by at least the coarser precision of both filesystems; otherwise it stays. */
    REPLACE_IF_OLDER
}
