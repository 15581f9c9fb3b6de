package io.anyfs.vfs2.backend;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.DeleteScope;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.SubtreeException;
import io.anyfs.TreeDeletion;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.vfs2.backend.CallCache.Memory;
import io.anyfs.vfs2.backend.Traits.Family;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.commons.vfs2.Capability;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileType;
import org.jspecify.annotations.Nullable;

/**
 * A directory of any filesystem of Apache Commons VFS as a storage. Users open it by {@link VfsFileSystem}; this class is for those
 * who wrap it.
 *
 * <p>Safe for use by many threads. Changes of names are made one after another, and nobody of this storage looks meanwhile; bytes
 * are sent and read without that. What other processes do in the same moment is noticed as far as the provider does.
 */
public final class VfsBackend implements Backend {

    private final Traits traits;
    private final Places places;
    private final Closeable owned;
    private final ReadWriteLock names = new ReentrantReadWriteLock(true);
    private final Lock shared;
    private final OpenReads reads = new OpenReads();
    private final Deletions deletions = new Deletions(this);
    private final Renames renames = new Renames(this, deletions);
    private final VfsWrites writes = new VfsWrites(this, deletions, renames);

    private VfsBackend(FileObject root, @Nullable CallCache cache, Closeable owned) throws IOException {
        this.traits =
                Traits.of(root.getFileSystem(), root.getName().getPathDecoded().length());
        this.places = new Places(root, traits, cache == null);
        this.owned = owned;
        // Files of a manager that remembers them are shared, and are forgotten by one look while another uses them.
        this.shared = cache == null ? names.writeLock() : names.readLock();
    }

    /**
     * A directory, whose filesystem and manager stay open when this is closed.
     *
     * @throws NoSuchFileException if it does not exist
     * @throws NotDirectoryException if it is a file
     */
    public static VfsBackend open(FileObject directory) throws IOException {
        return open(directory, null, () -> {});
    }

    static VfsBackend open(FileObject directory, @Nullable CallCache cache, Closeable owned) throws IOException {
        VfsBackend backend = new VfsBackend(directory, cache, owned);
        if (!backend.stat(FsPath.ROOT, Links.FOLLOW).isDirectory()) {
            throw new NotDirectoryException(FsPath.ROOT.toString());
        }
        return backend;
    }

    @Override
    public String name() {
        return "vfs";
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return traits.capabilities();
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return look(path, () -> places.existing(path));
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        Memory seen = new Memory();
        FileObject[] children = run(shared, seen, directory, () -> {
            if (!places.existing(directory).isDirectory()) {
                throw new NotDirectoryException(directory.toString());
            }
            if (!places.fileSystem().hasCapability(Capability.LIST_CHILDREN)) {
                throw new FileSystemException(directory.toString(), null, "the provider cannot list directories");
            }
            return places.children(directory);
        });
        return new VfsListing(directory, children, places::nameOf, (child, path) -> entry(seen, child, path));
    }

    private @Nullable FileInfo entry(Memory seen, FileObject child, FsPath path) throws IOException {
        try {
            return run(shared, seen, path, () -> {
                if (places.isMisunderstood(path)) {
                    return places.told(child, path);
                } else if (traits.family() == Family.SFTP && child.getType() == FileType.FILE) {
                    // The listing does not follow links, a look does.
                    child.refresh();
                }
                return places.existing(path);
            });
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return null;
        }
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        return run(traits.readsOneByOne() ? names.writeLock() : shared, new Memory(), path, () -> {
            VfsReadHandle handle = read(path);
            reads.add(handle);
            return handle;
        });
    }

    private VfsReadHandle read(FsPath path) throws IOException {
        FileInfo info = places.existing(path);
        if (info.isDirectory()) {
            throw new IsDirectoryException(path.toString(), null);
        } else if (!info.isFile()) {
            throw new FileSystemException(path.toString(), null, "neither a file nor a directory; it cannot be read");
        }
        FileObject file = places.at(path);
        if (info.size() <= Stage.IN_MEMORY || traits.readsOneByOne()) {
            return VfsReadHandle.fetched(info, Fetched.exactly(file, info), reads);
        }
        return VfsReadHandle.streamed(
                info,
                Fetched.stream(file),
                position -> run(shared, new Memory(), path, () -> reopen(info, position)),
                reads);
    }

    private InputStream reopen(FileInfo info, long position) throws IOException {
        FileInfo now = places.find(info.path());
        if (now == null || now.size() != info.size() || !now.lastModified().equals(info.lastModified())) {
            throw new FileChangedException(info.path().toString(), "it was replaced or deleted");
        }
        return Fetched.stream(places.at(info.path()), position, traits.seeks(places.fileSystem()));
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        return writes.open(path, options);
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        act(directory, () -> {
            if (places.find(directory) != null) {
                throw new FileAlreadyExistsException(directory.toString());
            }
            places.requireDirectory(directory.parentOrRoot(), directory);
            createFolder(directory);
        });
    }

    /** Where the parent is known to be there; otherwise the provider would create that too. */
    void createFolder(FsPath directory) throws IOException {
        places.at(directory).createFolder();
        forget();
    }

    @Override
    public void delete(FsPath path) throws IOException {
        act(path, () -> {
            if (places.existing(path).isDirectory()) {
                deletions.emptyOfUnfinished(path);
            }
            deletions.remove(path);
            reads.replaced(path);
        });
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) {
        throw new UnsupportedOperationException("Commons VFS skips what it cannot delete, and does not say so");
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        act(source, () -> {
            FileInfo moved = places.existing(source);
            places.requireDirectory(target.parentOrRoot(), target);
            if (moved.isDirectory() && target.startsWith(source)) {
                throw new SubtreeException(source.toString(), target.toString(), "the target is inside the source");
            }
            FileInfo there = places.find(target);
            if (there != null && (there.isDirectory() || moved.isDirectory() || ifExists == IfExists.FAIL)) {
                throw new FileAlreadyExistsException(
                        target.toString(), null, there.isDirectory() ? "a directory is never replaced" : null);
            }
            if (moved.isDirectory() && !traits.has(io.anyfs.Capability.MOVE_DIRECTORY)) {
                throw new UnsupportedCapabilityException(source.toString(), io.anyfs.Capability.MOVE_DIRECTORY);
            }
            renames.rename(moved, target, there);
        });
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) {
        throw new UnsupportedOperationException("Commons VFS copies through this process");
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        act(path, () -> {
            places.existing(path);
            Instant time = changes.lastModified();
            if (time != null) {
                setTime(path, time);
            }
        });
    }

    void setTime(FsPath path, Instant time) throws IOException {
        FileObject file = places.at(path);
        file.getContent().setLastModifiedTime(traits.kept(time).toEpochMilli());
        forget();
    }

    @Override
    public String readLink(FsPath link) {
        throw new UnsupportedOperationException("Commons VFS does not say where links lead");
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) {
        throw new UnsupportedOperationException("Commons VFS creates no links");
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) {
        throw new UnsupportedOperationException("Commons VFS creates no links");
    }

    @Override
    public Space space(FsPath path) {
        throw new UnsupportedOperationException("Commons VFS does not say how much room there is");
    }

    @Override
    public void close() throws IOException {
        owned.close();
    }

    // ---------------------------------------------------------------- for the parts

    Places places() {
        return places;
    }

    Traits traits() {
        return traits;
    }

    OpenReads reads() {
        return reads;
    }

    /** Forgets what the call under way has seen. */
    void forget() {
        CallCache.forget();
    }

    /** A call of the provider. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** A call of the provider that gives nothing back. */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    /** Runs it while nobody changes names. */
    <T> T look(FsPath path, Work<T> work) throws IOException {
        return run(shared, new Memory(), path, work);
    }

    /** Runs it while nobody else looks or changes names. */
    <T> T change(FsPath path, Work<T> work) throws IOException {
        return run(names.writeLock(), new Memory(), path, work);
    }

    private void act(FsPath path, Action action) throws IOException {
        change(path, () -> {
            action.run();
            return path;
        });
    }

    private <T> T run(Lock lock, Memory seen, FsPath path, Work<T> work) throws IOException {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        Memory before = CallCache.use(seen);
        try {
            return work.run();
        } catch (IOException | RuntimeException failure) {
            throw told(failure, path);
        } finally {
            CallCache.use(before);
            lock.unlock();
        }
    }

    /** Providers tell of servers that answer strangely by any exception there is. */
    private static IOException told(Exception failure, FsPath path) {
        if (failure instanceof UnsupportedOperationException || failure instanceof IllegalArgumentException) {
            throw (RuntimeException) failure;
        }
        return VfsFailures.of(failure, path);
    }
}
