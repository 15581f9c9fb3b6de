package io.anyfs;

import java.io.IOException;

/**
 * Is told what becomes of the entries of a tree that is deleted at once. Called on the thread that deletes, one call at a
 * time. What it throws ends the deletion and comes out of it as it is; the rest of the tree stays.
 */
public interface TreeDeletion {

    /**
     * An entry is gone. Every entry is told, directories that only what they hold makes exist among them, and each directory
     * after all that it held.
     *
     * @param entry as it was before
     */
    void deleted(FileInfo entry) throws IOException;

    /**
     * An entry stays, and the directories above it stay with it without being told.
     *
     * @param path the entry, or a directory that cannot be read
     * @param failure why; {@link java.nio.file.DirectoryNotEmptyException} where somebody created something in a directory
     *     meanwhile
     * @throws IOException to stop, usually {@code failure} itself; otherwise the deletion goes on without the entry
     */
    void failed(FsPath path, IOException failure) throws IOException;
}
