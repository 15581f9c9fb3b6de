package io.anyfs.spi;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteOptions;
import java.io.Closeable;
import java.io.IOException;

/**
 * A storage. Users hold a {@link io.anyfs.FileSystem} over it.
 *
 * <p>What a backend can rely on, because {@code FileSystem} sees to it: no call comes after {@link #close}; a call that
 * needs a capability comes only where {@link #capabilities} declares it; names are within the declared limits; the root is
 * never deleted or moved, and nothing is moved or copied onto or into itself; a path that asserts a directory has been
 * checked.
 *
 * <p>What a backend has to see to: the semantics of {@code docs/filesystem-contract.md}; safety for use by many threads;
 * failures as {@code java.nio.file} exceptions or those of {@code io.anyfs}, with the failing path. It need not put
 * operation or backend into messages, nor track what it opened.
 *
 * <p>There are no default methods: a wrapper that forgets one should not compile.
 */
public interface Backend extends Closeable {

    /** A short name for messages, such as {@code memory}; no secret, no user's path. */
    String name();

    /** What works at this path. Must be quick and must not fail; the path need not exist. */
    Capabilities capabilities(FsPath path);

    /**
     * The facts of an entry.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is there, or a followed link leads nowhere
     * @throws java.nio.file.NotDirectoryException if the path leads through a file
     */
    FileInfo stat(FsPath path, Links links) throws IOException;

    /**
     * Opens a listing of a directory, without following a link that is an entry. Every entry equals what {@link #stat} says
     * of it with {@link Links#NO_FOLLOW}.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is there
     * @throws java.nio.file.NotDirectoryException if a file is there
     */
    BackendListing list(FsPath directory, ListOptions options) throws IOException;

    /**
     * Opens a file for reading, pinned to the version there is now.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is there
     * @throws io.anyfs.IsDirectoryException if a directory is there
     */
    BackendReadHandle openRead(FsPath path) throws IOException;

    /**
     * Opens a file for writing. Nothing is visible to others before the commit, unless the options ask for in-place.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the file exists and must not
     * @throws java.nio.file.NoSuchFileException if the file must exist and does not, or the parent is missing and not to be
     *     created
     * @throws io.anyfs.IsDirectoryException if a directory is there
     * @throws java.nio.file.NotDirectoryException if the parent is a file
     */
    BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException;

    /**
     * Creates one directory.
     *
     * @throws java.nio.file.FileAlreadyExistsException if anything is there
     * @throws java.nio.file.NoSuchFileException if the parent is missing
     */
    void createDirectory(FsPath directory) throws IOException;

    /**
     * Deletes a file, a link itself, or an empty directory.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is there
     * @throws java.nio.file.DirectoryNotEmptyException if the directory holds anything
     */
    void delete(FsPath path) throws IOException;

    /**
     * Deletes a directory with all that it holds, or only that, in few requests. Needs
     * {@link io.anyfs.Capability#DELETE_TREE}, which holds for all below the directory too.
     *
     * <p>Every entry that is deleted is told when it is gone, with its facts as they were: directories too, also those that
     * only what they hold makes exist, each after all that it held, the directory itself last. Paths are told as they are
     * under {@code directory}. What is told is told on the calling thread, no lock held that other calls wait for; what
     * {@code deletion} throws ends the deletion and is passed on as it is.
     *
     * <p>An entry that cannot be deleted, and a directory below that cannot be read, is handed to
     * {@link TreeDeletion#failed}. The directories above it stay, and are not told. What others deleted meanwhile is not told
     * either. What they created meanwhile may go or stay; a storage that notices hands in the directory, with a
     * {@link java.nio.file.DirectoryNotEmptyException}. Memory is bounded by a request and the depth, not by the tree.
     *
     * <p>Between requests an interrupt ends it with {@link java.io.InterruptedIOException}; the thread stays interrupted.
     *
     * @param scope {@code WHOLE}: a link is not followed, and it is never the root. {@code CONTENTS}: a link is followed, and
     *     the directory itself stays and is not told
     * @throws java.nio.file.NoSuchFileException if nothing is there
     * @throws java.nio.file.NotDirectoryException if a file is there, or a link that is not followed
     */
    void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException;

    /**
     * Moves an entry, a link as itself, a directory with all it holds.
     *
     * @throws java.nio.file.NoSuchFileException if the source or the target's parent is missing
     * @throws java.nio.file.FileAlreadyExistsException if the target exists and is not to be replaced, or is a directory, or
     *     the source is a directory
     */
    void move(FsPath source, FsPath target, IfExists ifExists) throws IOException;

    /**
     * Copies a file within the storage, following a link, with its modification time and mode. Visible when whole.
     *
     * @throws io.anyfs.IsDirectoryException if the source is a directory
     */
    void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException;

    /** Sets attributes of an entry. All or none, as far as the storage can. */
    void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException;

    /**
     * Where a link leads, as it was written: relative to the link's directory, or from this backend's root.
     *
     * @throws java.nio.file.NotLinkException if the entry is no link
     */
    String readLink(FsPath link) throws IOException;

    /**
     * Creates a link. The target need not exist.
     *
     * @param target relative to the link's directory, or with a leading slash from this backend's root
     * @throws java.nio.file.FileAlreadyExistsException if anything is there
     * @throws java.nio.file.AccessDeniedException if the target leads out of the root
     */
    void createSymbolicLink(FsPath link, String target) throws IOException;

    /**
     * Gives a file another name, following a link to the file. With {@link io.anyfs.Capability#HARD_LINKS} at both paths.
     *
     * @throws java.nio.file.FileAlreadyExistsException if anything is at the new name
     * @throws io.anyfs.IsDirectoryException if a directory is to get another name
     * @throws io.anyfs.UnsupportedCapabilityException if the two are on different devices or storages
     */
    void createHardLink(FsPath link, FsPath file) throws IOException;

    /** The room there is where the path is. */
    Space space(FsPath path) throws IOException;

    /** Releases the storage. Called once, when all handles have been closed. */
    @Override
    void close() throws IOException;
}
