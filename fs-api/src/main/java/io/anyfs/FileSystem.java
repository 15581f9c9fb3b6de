package io.anyfs;

import io.anyfs.lifecycle.OpenResource;
import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.lifecycle.ResourceNode;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ReadOnlyBackend;
import io.anyfs.spi.SubdirectoryBackend;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files and directories in a storage, whichever it is.
 *
 * <p>What it refuses: to work after {@link #close()} ({@link java.nio.file.ClosedFileSystemException}); to do what it does
 * not {@linkplain #capabilities declare} ({@link UnsupportedCapabilityException}, before anything changes); to publish a
 * file that was not committed; to delete or move the root; to move or copy a directory into itself.
 *
 * <p>A filesystem owns its storage and all that was opened through it: closing it closes them all, and aborts what was not
 * committed. {@link #borrow}, {@link #readOnly} and {@link #subdirectory} give filesystems that own only what is opened
 * through them, never the storage; closing the lender closes them too.
 *
 * <p>Every failure is a {@code java.nio.file} type or a subtype of {@link AnyfsException}, and names operation, path and
 * backend; {@link ErrorKind} tells them apart. Wherever a path is given as a {@code String}, it is parsed by
 * {@link FsPath#of}. Operations on whole trees are in {@link io.anyfs.tree}.
 *
 * <p>Safe for use by many threads. The semantics, case by case, are in {@code docs/filesystem-contract.md}.
 */
public final class FileSystem extends DerivedOperations implements Closeable {

    private final Backend backend;
    private final ResourceNode node;
    private final Call calls;
    private final @Nullable FileSystem lender;
    private final Guard guard;

    private FileSystem(Backend backend, ResourceNode node, Call calls, @Nullable FileSystem lender) {
        this.backend = backend;
        this.node = node;
        this.calls = calls;
        this.lender = lender;
        this.guard = new Guard(backend, node);
        node.watch(this);
    }

    /** A filesystem that owns this backend. Users open filesystems by {@link FileSystems} or a storage's own class. */
    public static FileSystem over(Backend backend) {
        return new FileSystem(
                backend, ResourceNode.root(ResourceKind.FILE_SYSTEM, backend.name(), backend), new Call(), null);
    }

    // ---------------------------------------------------------------- essential operations; the others are derived

    /** The storage's name, as in error messages. */
    public String name() {
        return backend.name();
    }

    /** What works at this path. The path need not exist. */
    public Capabilities capabilities(FsPath path) {
        guard.requireOpen(Operation.STAT, path);
        return backend.capabilities(path);
    }

    /** What works at the root. */
    public Capabilities capabilities() {
        return capabilities(FsPath.ROOT);
    }

    /**
     * The facts of an entry; a link is followed.
     *
     * @throws NoSuchFileException if nothing is there, or a link leads nowhere
     * @throws NotDirectoryException if the path leads through a file, or asserts a directory and a file is there
     */
    @Override
    public FileInfo stat(FsPath path) throws IOException {
        guard.requireOpen(Operation.STAT, path);
        return calls.run(backend, Operation.STAT, path, null, () -> statAsserted(path, Links.FOLLOW));
    }

    /** The facts of an entry; a link is not followed. */
    public FileInfo lstat(FsPath path) throws IOException {
        guard.requireOpen(Operation.STAT, path);
        Links links = path.assertsDirectory() ? Links.FOLLOW : Links.NO_FOLLOW;
        return calls.run(backend, Operation.STAT, path, null, () -> statAsserted(path, links));
    }

    /** The facts of an entry, a link followed; {@code null} if nothing is there. */
    @Override
    public @Nullable FileInfo find(FsPath path) throws IOException {
        guard.requireOpen(Operation.STAT, path);
        try {
            return statAsserted(path, Links.FOLLOW);
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return null;
        } catch (IOException failure) {
            throw describe(Operation.STAT, path, failure);
        }
    }

    /**
     * Opens a listing of a directory.
     *
     * @throws NoSuchFileException if nothing is there
     * @throws NotDirectoryException if a file is there
     */
    @Override
    public DirectoryListing list(FsPath directory, ListOptions options) throws IOException {
        guard.requireOpen(Operation.LIST, directory);
        return calls.run(backend, Operation.LIST, directory, null, () -> {
            if (options.recursive()) {
                guard.require(directory, Capability.RECURSIVE_LIST);
            }
            return DirectoryListing.open(this, directory, backend.list(directory, options));
        });
    }

    /**
     * Opens a file for reading, pinned to the version there is now.
     *
     * @throws NoSuchFileException if nothing is there
     * @throws IsDirectoryException if a directory is there
     */
    @Override
    public ReadHandle openRead(FsPath path) throws IOException {
        guard.requireOpen(Operation.OPEN_READ, path);
        return calls.run(backend, Operation.OPEN_READ, path, null, () -> {
            requireAsserted(path);
            return ReadHandle.open(this, path, backend.openRead(path));
        });
    }

    /**
     * Opens a file for writing. Nothing is visible to others before {@link WriteHandle#commit()}, unless the options ask for
     * in-place. Parent directories that were created on demand stay when the write is aborted.
     *
     * @throws FileAlreadyExistsException if the file exists and must not
     * @throws NoSuchFileException if it must exist and does not, or its parent is missing and is not to be created
     * @throws IsDirectoryException if a directory is there
     * @throws UnsupportedCapabilityException if the options need what the storage does not have
     */
    @Override
    public WriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        guard.requireOpen(Operation.OPEN_WRITE, path);
        return calls.run(backend, Operation.OPEN_WRITE, path, null, () -> {
            guard.requireAll(path, options.required());
            guard.requireHoldable(path);
            if (path.assertsDirectory()) {
                throw new IsDirectoryException(path.toString(), "the path ends in a slash");
            }
            if (options.expectedSize() > backend.capabilities(path).limits().maxFileSize()) {
                throw new StorageFullException(path.toString(), "the announced size is above the largest file size");
            }
            return WriteHandle.open(this, path, backend.openWrite(path, options));
        });
    }

    /**
     * Creates one directory.
     *
     * @throws FileAlreadyExistsException if anything is there
     * @throws NoSuchFileException if the parent is missing
     */
    @Override
    public void createDirectory(FsPath directory) throws IOException {
        guard.requireOpen(Operation.CREATE_DIRECTORY, directory);
        calls.act(backend, Operation.CREATE_DIRECTORY, directory, null, () -> {
            guard.require(directory, Capability.WRITE);
            guard.requireHoldable(directory);
            if (directory.isRoot()) {
                throw new FileAlreadyExistsException("/");
            }
            backend.createDirectory(directory);
        });
    }

    /**
     * Deletes a file, a link itself, or an empty directory.
     *
     * @throws NoSuchFileException if nothing is there
     * @throws java.nio.file.DirectoryNotEmptyException if the directory holds anything
     * @throws RootException for the root, always
     */
    @Override
    public void delete(FsPath path) throws IOException {
        guard.requireOpen(Operation.DELETE, path);
        calls.act(backend, Operation.DELETE, path, null, () -> {
            guard.require(path, Capability.WRITE);
            guard.requireNotRoot(path);
            requireAsserted(path);
            backend.delete(path);
        });
    }

    /**
     * Deletes a directory with all that it holds, or only that, in few requests. Links are deleted themselves; where a link
     * is given as the directory, only {@link DeleteScope#CONTENTS} follows it. {@link io.anyfs.tree.TreeDelete} works on every
     * storage, and by this where it can.
     *
     * <p>A failure of an entry is told and ends nothing by itself. What others delete meanwhile is neither told nor a failure;
     * what they create meanwhile is deleted too, or stays. An interrupt, or a close of this filesystem, ends the deletion
     * between two requests and leaves the rest.
     *
     * @throws NoSuchFileException if nothing is there
     * @throws NotDirectoryException if a file is there, or a link that is not followed
     * @throws RootException for the root as a whole
     * @throws UnsupportedCapabilityException without {@link Capability#DELETE_TREE}
     */
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        guard.requireOpen(Operation.DELETE_TREE, directory);
        calls.act(backend, Operation.DELETE_TREE, directory, null, () -> {
            guard.require(directory, Capability.WRITE);
            guard.require(directory, Capability.DELETE_TREE);
            if (scope == DeleteScope.WHOLE) {
                guard.requireNotRoot(directory);
            }
            DescribedDeletion described = new DescribedDeletion(deletion, guard);
            try {
                backend.deleteTree(directory, scope, described);
            } catch (IOException failure) {
                throw described.ending(failure);
            }
        });
    }

    /**
     * Moves an entry within the storage: a link as itself, a directory with all it holds. Onto itself it does nothing.
     *
     * @throws NoSuchFileException if the source or the target's parent is missing
     * @throws FileAlreadyExistsException if the target exists and is not to be replaced, or either is a directory
     * @throws SubtreeException if the target lies in the source
     * @throws UnsupportedCapabilityException without {@link Capability#MOVE}, or for a directory
     *     {@link Capability#MOVE_DIRECTORY}; {@code io.anyfs.tree.TreeMove} copies and deletes where that is wanted
     */
    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        guard.requireOpen(Operation.MOVE, source);
        calls.act(backend, Operation.MOVE, source, target, () -> {
            guard.requireAtBoth(source, target, Capability.WRITE);
            guard.requireAtBoth(source, target, Capability.MOVE);
            guard.requireNotRoot(source);
            guard.requireHoldable(target);
            guard.requireNotInside(source, target);
            requireAsserted(source);
            boolean directories = backend.capabilities(source).has(Capability.MOVE_DIRECTORY);
            if (source.equals(target) || !directories || target.assertsDirectory()) {
                FileInfo info = backend.stat(source, Links.NO_FOLLOW);
                if (info.isDirectory()) {
                    guard.require(source, Capability.MOVE_DIRECTORY);
                } else {
                    requireNotAsserted(target);
                }
            }
            if (!source.equals(target)) {
                backend.move(source, target, ifExists);
            }
        });
    }

    /**
     * Copies a file, with its modification time and mode where the storage keeps them; a link is followed. The copy is visible
     * when it is whole. With {@link Capability#COPY}, and {@linkplain Capabilities#copiesTo within one storage}, the storage
     * copies; otherwise the bytes pass through this process. Onto itself it does nothing.
     *
     * @throws NoSuchFileException if the source or the target's parent is missing
     * @throws FileAlreadyExistsException if the target exists and is not to be replaced, or is a directory
     * @throws IsDirectoryException if the source is a directory; {@code io.anyfs.tree.TreeCopy} copies trees
     */
    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        guard.requireOpen(Operation.COPY, source);
        calls.act(backend, Operation.COPY, source, target, () -> {
            guard.require(target, Capability.WRITE);
            guard.requireHoldable(target);
            requireAsserted(source);
            FileInfo info = backend.stat(source, Links.FOLLOW);
            if (info.isDirectory()) {
                throw new IsDirectoryException(source.toString(), target.toString(), null);
            }
            requireNotAsserted(target);
            if (source.equals(target)) {
                return;
            }
            if (backend.capabilities(source).copiesTo(backend.capabilities(target))) {
                backend.copy(source, target, ifExists);
            } else {
                if (isDirectory(target)) {
                    throw new FileAlreadyExistsException(source.toString(), target.toString(), null);
                }
                StreamedCopy.copy(this, source, this, target, ifExists, Progress.NONE);
            }
        });
    }

    /**
     * Sets attributes of an entry; a link is followed.
     *
     * @throws UnsupportedCapabilityException if the storage cannot keep one of them; then none is set
     */
    public void setAttributes(FsPath path, AttributeChanges changes) throws IOException {
        setAttributes(path, changes, Links.FOLLOW);
    }

    /** Sets attributes of an entry, or of a link itself. */
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        guard.requireOpen(Operation.SET_ATTRIBUTES, path);
        calls.act(backend, Operation.SET_ATTRIBUTES, path, null, () -> {
            guard.requireAll(path, changes.required());
            requireAsserted(path);
            backend.setAttributes(path, changes, links);
        });
    }

    /**
     * Where a link leads, as it was written: relative to the link's directory, or with a leading slash from the root.
     *
     * @throws java.nio.file.NotLinkException if the entry is no link
     */
    public String readLink(FsPath link) throws IOException {
        guard.requireOpen(Operation.READ_LINK, link);
        return calls.run(backend, Operation.READ_LINK, link, null, () -> {
            guard.require(link, Capability.SYMBOLIC_LINKS);
            return backend.readLink(link);
        });
    }

    /**
     * Creates a symbolic link. Its target need not exist.
     *
     * @param target relative to the link's directory, or with a leading slash from the root of this filesystem
     * @throws FileAlreadyExistsException if anything is there
     * @throws java.nio.file.AccessDeniedException if the target leads out of the root
     */
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        guard.requireOpen(Operation.CREATE_SYMBOLIC_LINK, link);
        calls.act(backend, Operation.CREATE_SYMBOLIC_LINK, link, null, () -> {
            guard.require(link, Capability.WRITE);
            guard.require(link, Capability.SYMBOLIC_LINKS);
            guard.requireHoldable(link);
            if (link.isRoot()) {
                throw new FileAlreadyExistsException("/");
            }
            backend.createSymbolicLink(link, target);
        });
    }

    /**
     * Gives a file another name; a link to the file is followed. All names are equal: what is written in place through one, or set
     * with {@link #setAttributes}, is seen through each, and the file is there until its last name is deleted. A write that replaces the
     * file replaces it under its own name, and leaves the others what they were.
     *
     * @throws NoSuchFileException if the file or the new name's parent is missing
     * @throws FileAlreadyExistsException if anything is at the new name
     * @throws IsDirectoryException if a directory is to get another name
     * @throws UnsupportedCapabilityException without {@link Capability#HARD_LINKS} at both, or if the two are on different storages
     */
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        guard.requireOpen(Operation.CREATE_HARD_LINK, link);
        calls.act(backend, Operation.CREATE_HARD_LINK, link, file, () -> {
            guard.requireAtBoth(link, file, Capability.WRITE);
            guard.requireAtBoth(link, file, Capability.HARD_LINKS);
            guard.requireHoldable(link);
            requireAsserted(file);
            requireNotAsserted(link);
            if (link.isRoot()) {
                throw new FileAlreadyExistsException("/");
            }
            backend.createHardLink(link, file);
        });
    }

    /**
     * The room there is where the path is.
     *
     * @throws UnsupportedCapabilityException without {@link Capability#SPACE}
     */
    public Space space(FsPath path) throws IOException {
        guard.requireOpen(Operation.SPACE, path);
        return calls.run(backend, Operation.SPACE, path, null, () -> {
            guard.require(path, Capability.SPACE);
            return backend.space(path);
        });
    }

    // ---------------------------------------------------------------- ownership

    /**
     * The same filesystem for a borrower. Closing the borrow closes what was opened through it, never the storage.
     *
     * @param borrower whose it is, as reports of open resources tell it
     */
    public FileSystem borrow(String borrower) {
        return lend(backend, borrower);
    }

    /**
     * The same filesystem for a borrower who sees it in another way, such as only part of it. Closing the borrow closes what was
     * opened through it and the view, never the storage.
     *
     * @param borrower whose it is, as reports of open resources tell it
     * @throws IOException what making the view throws
     */
    public FileSystem borrow(String borrower, View view) throws IOException {
        Backend seen = view.of(new LentBackend(backend));
        ResourceNode borrow = node.open(ResourceKind.BORROW, borrower, seen);
        if (borrow == null) {
            seen.close();
            throw ClosedFailures.fileSystem(Operation.STAT, FsPath.ROOT, backend.name());
        }
        return new FileSystem(seen, borrow, calls, this);
    }

    /** Another way to see a storage. */
    @FunctionalInterface
    public interface View {

        /** The storage as it is seen: the storage itself or wrappers around it. Closing what is handed in does nothing. */
        Backend of(Backend storage) throws IOException;
    }

    /** A borrow through which nothing can be changed. */
    public FileSystem readOnly() {
        return lend(new ReadOnlyBackend(backend), "read-only view");
    }

    /**
     * A borrow that has a directory of this filesystem as its root; no path and no link leads out of it.
     *
     * @throws NoSuchFileException if nothing is there
     * @throws NotDirectoryException if a file is there
     */
    public FileSystem subdirectory(FsPath directory) throws IOException {
        if (!stat(directory).isDirectory()) {
            throw describe(Operation.STAT, directory, new NotDirectoryException(directory.toString()));
        }
        return lend(new SubdirectoryBackend(backend, directory), "view of " + directory);
    }

    /** All that is open through this filesystem now, owners before what they own. */
    public List<OpenResource> openResources() {
        return node.openBelow();
    }

    /** This filesystem's place in the ownership tree, for those who own things through it, such as servers. */
    public ResourceNode node() {
        return node;
    }

    /** Tells the observer of every operation of this filesystem, its lender and its borrows. */
    public void addObserver(FileSystemObserver observer) {
        calls.observe(observer);
    }

    /** Tells the observer no more. */
    public void removeObserver(FileSystemObserver observer) {
        calls.ignore(observer);
    }

    /** Whether the filesystem can still be used. */
    public boolean isOpen() {
        return !node.isClosed();
    }

    /** Closes all that was opened through this filesystem, then the storage if it is owned. A second call does nothing. */
    @Override
    public void close() throws IOException {
        node.close();
    }

    /** What {@link #write(FsPath, WriteOptions, Writing) write} runs. */
    @FunctionalInterface
    public interface Writing {
        /** Writes to the handle, and leaves commit and abort to the caller. */
        void to(WriteHandle out) throws IOException;
    }

    @Override
    public String toString() {
        return lender == null ? name() : "borrow of " + name();
    }

    // ---------------------------------------------------------------- for the handles

    Backend backend() {
        return backend;
    }

    String backendName() {
        return backend.name();
    }

    Call calls() {
        return calls;
    }

    @Override
    IOException describe(Operation operation, FsPath path, IOException failure) {
        return new FailureContext(operation, path, null, backend.name()).describe(failure);
    }

    /** Puts what was just opened into the ownership tree, or closes it again if this filesystem was closed meanwhile. */
    ResourceNode adopt(ResourceKind kind, Operation operation, FsPath path, Closeable resource) throws IOException {
        ResourceNode child = node.open(kind, path, resource);
        if (child == null) {
            resource.close();
            throw ClosedFailures.fileSystem(operation, path, backend.name());
        }
        return child;
    }

    private FileSystem lend(Backend view, String borrower) {
        ResourceNode borrow = node.open(ResourceKind.BORROW, borrower, () -> {});
        if (borrow == null) {
            throw ClosedFailures.fileSystem(Operation.STAT, FsPath.ROOT, backend.name());
        }
        return new FileSystem(view, borrow, calls, this);
    }

    private FileInfo statAsserted(FsPath path, Links links) throws IOException {
        FileInfo info = backend.stat(path, links).withPath(path);
        if (path.assertsDirectory() && !info.isDirectory()) {
            throw new NotDirectoryException(path.toString());
        }
        return info;
    }

    /** Refuses a file where a directory is asserted. A directory that is there is refused by what is done to it. */
    private void requireNotAsserted(FsPath target) throws IOException {
        if (target.assertsDirectory() && !isDirectory(target)) {
            throw new NotDirectoryException(target.toString());
        }
    }

    private void requireAsserted(FsPath path) throws IOException {
        if (path.assertsDirectory() && !path.isRoot()) {
            statAsserted(path, Links.FOLLOW);
        }
    }
}
