package io.anyfs;

/** What a move or a copy does when its target exists. */
public enum IfExists {
    /** Fail with {@link java.nio.file.FileAlreadyExistsException}; nothing changes. */
    FAIL,
    /**
     * Replace an existing file, so that there is never a moment where neither the old nor the new one exists. A directory
     * is never replaced and never merged into.
     */
    REPLACE
}
