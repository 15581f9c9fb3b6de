package io.anyfs;

import io.anyfs.lifecycle.OpenResource;
import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.lifecycle.ResourceNode;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ReadOnlyBackend;
import io.anyfs.spi.SubdirectoryBackend;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
public final class FileSystem implements Closeable {

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

    // ---------------------------------------------------------------- essential operations

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

    /**
     * Opens a listing of a directory.
     *
     * @throws NoSuchFileException if nothing is there
     * @throws NotDirectoryException if a file is there
     */
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

    // ---------------------------------------------------------------- derived operations

    /** {@link #stat(FsPath)} of a parsed path. */
    public FileInfo stat(String path) throws IOException {
        return stat(FsPath.of(path));
    }

    /** Whether anything is there; a link counts if it leads somewhere. */
    public boolean exists(FsPath path) throws IOException {
        return find(path) != null;
    }

    /** Whether anything is there; a link counts if it leads somewhere. */
    public boolean exists(String path) throws IOException {
        return exists(FsPath.of(path));
    }

    /** Whether a directory is there; a link counts if it leads to one. */
    public boolean isDirectory(FsPath path) throws IOException {
        FileInfo info = find(path);
        return info != null && info.isDirectory();
    }

    /** The facts of an entry, a link followed; {@code null} if nothing is there. */
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

    /** Opens a listing of the entries of a directory. */
    public DirectoryListing list(FsPath directory) throws IOException {
        return list(directory, ListOptions.ENTRIES);
    }

    /** Opens a listing of the entries of a directory. */
    public DirectoryListing list(String directory) throws IOException {
        return list(FsPath.of(directory));
    }

    /** All entries of a directory at once, in the storage's order. */
    public List<FileInfo> entries(FsPath directory) throws IOException {
        try (DirectoryListing listing = list(directory)) {
            List<FileInfo> entries = new ArrayList<>();
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                entries.add(entry);
            }
            return entries;
        }
    }

    /** All entries of a directory at once, in the storage's order. */
    public List<FileInfo> entries(String directory) throws IOException {
        return entries(FsPath.of(directory));
    }

    /** {@link #openRead(FsPath)} of a parsed path. */
    public ReadHandle openRead(String path) throws IOException {
        return openRead(FsPath.of(path));
    }

    /** {@link #openWrite(FsPath, WriteOptions)} of a parsed path. */
    public WriteHandle openWrite(String path, WriteOptions options) throws IOException {
        return openWrite(FsPath.of(path), options);
    }

    /** Opens a file as a stream. */
    public InputStream newInputStream(String path) throws IOException {
        return openRead(path).asInputStream();
    }

    /**
     * Opens a file as a stream that commits when it is closed. A {@code try} block that throws closes too, and so commits what
     * there is; where that matters, use {@link #write(String, WriteOptions, Writing)}.
     */
    public OutputStream newOutputStream(String path, WriteOptions options) throws IOException {
        return openWrite(path, options).asOutputStream();
    }

    /**
     * The bytes of a file.
     *
     * @throws OutOfMemoryError if the file is larger than 2^31-9 bytes
     */
    public byte[] readBytes(String path) throws IOException {
        try (ReadHandle handle = openRead(path)) {
            if (handle.size() > Integer.MAX_VALUE - 8) {
                throw new OutOfMemoryError(path + " is too large for an array: " + handle.size() + " bytes");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) handle.size());
            handle.readFully(bytes, 0);
            return bytes.array();
        }
    }

    /** The text of a file in UTF-8; what is malformed is replaced. */
    public String readString(String path) throws IOException {
        return new String(readBytes(path), StandardCharsets.UTF_8);
    }

    /** Creates a file with these bytes, or replaces the one there is. */
    public FileInfo write(String path, byte[] bytes) throws IOException {
        return write(path, WriteOptions.replace().expecting(bytes.length), out -> out.write(bytes));
    }

    /** Creates a file with this text in UTF-8, or replaces the one there is. */
    public FileInfo write(String path, String text) throws IOException {
        return write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file: commits when {@code writing} returned, aborts when it threw. */
    public FileInfo write(String path, WriteOptions options, Writing writing) throws IOException {
        return write(FsPath.of(path), options, writing);
    }

    /** Writes a file: commits when {@code writing} returned, aborts when it threw. */
    public FileInfo write(FsPath path, WriteOptions options, Writing writing) throws IOException {
        try (WriteHandle handle = openWrite(path, options)) {
            writing.to(handle);
            return handle.commit();
        }
    }

    /** What {@link #write(FsPath, WriteOptions, Writing)} runs. */
    @FunctionalInterface
    public interface Writing {
        /** Writes to the handle, and leaves commit and abort to the caller. */
        void to(WriteHandle out) throws IOException;
    }

    /** {@link #createDirectory(FsPath)} of a parsed path. */
    public void createDirectory(String directory) throws IOException {
        createDirectory(FsPath.of(directory));
    }

    /**
     * Creates a directory and its parents, as far as they are missing.
     *
     * @throws FileAlreadyExistsException if a file is where the directory should be
     * @throws NotDirectoryException if a parent is a file
     */
    public void createDirectories(FsPath directory) throws IOException {
        // In a loop, as a path may have more names than a thread has stack for.
        Deque<FsPath> missing = new ArrayDeque<>();
        FsPath at = directory;
        FileInfo there = find(at);
        while (there == null && !at.isRoot()) {
            missing.push(at);
            at = at.parentOrRoot();
            there = find(at);
        }
        if (there == null) {
            missing.push(at);
        } else if (!there.isDirectory()) {
            FileAlreadyExistsException file = new FileAlreadyExistsException(at.toString());
            throw fileInTheWay(describe(Operation.CREATE_DIRECTORY, at, file), missing.peek());
        }
        while (!missing.isEmpty()) {
            FsPath next = missing.pop();
            try {
                createDirectory(next);
            } catch (FileAlreadyExistsException raced) {
                if (!isDirectory(next)) {
                    throw fileInTheWay(raced, missing.peek());
                }
            }
        }
    }

    private IOException fileInTheWay(IOException file, @Nullable FsPath wanted) {
        if (wanted == null) {
            return file;
        }
        NotDirectoryException refusal = new NotDirectoryException(wanted.toString());
        refusal.addSuppressed(file);
        return describe(Operation.CREATE_DIRECTORY, wanted, refusal);
    }

    /** Creates a directory and its parents, as far as they are missing. */
    public void createDirectories(String directory) throws IOException {
        createDirectories(FsPath.of(directory));
    }

    /** {@link #delete(FsPath)} of a parsed path. */
    public void delete(String path) throws IOException {
        delete(FsPath.of(path));
    }

    /** Deletes an entry if there is one. Returns whether there was. */
    public boolean deleteIfExists(FsPath path) throws IOException {
        try {
            delete(path);
            return true;
        } catch (NoSuchFileException missing) {
            return false;
        }
    }

    /** {@link #move(FsPath, FsPath, IfExists)} of parsed paths; an existing target is an error. */
    public void move(String source, String target) throws IOException {
        move(FsPath.of(source), FsPath.of(target), IfExists.FAIL);
    }

    /** {@link #copy(FsPath, FsPath, IfExists)} of parsed paths; an existing target is an error. */
    public void copy(String source, String target) throws IOException {
        copy(FsPath.of(source), FsPath.of(target), IfExists.FAIL);
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
