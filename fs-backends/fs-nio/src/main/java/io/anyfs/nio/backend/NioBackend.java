package io.anyfs.nio.backend;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteOptions;
import io.anyfs.nio.backend.Places.Place;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory of any {@code java.nio.file} filesystem as a storage. Users open it by {@link NioFileSystem}; this class is for those
 * who wrap it.
 *
 * <p>Safe for use by many threads. Who creates a file that must be new first is decided within this storage; another process that
 * creates it in the same moment is noticed only where the filesystem does.
 */
public final class NioBackend implements Backend {

    private static final Set<StandardOpenOption> READ = Set.of(StandardOpenOption.READ);
    private static final int MAX_TRIES = 16;

    private final Traits traits;
    private final Closeable owned;
    private final Places places;
    private final AttributeSetter setter;
    private final NameLocks locks = new NameLocks();
    private final Lock oneByOne;
    private final NioWrites writes;
    private final NioMoves moves;

    private NioBackend(Path root, Traits traits, Closeable owned) {
        this.traits = traits;
        this.owned = owned;
        this.places = new Places(root, traits);
        this.setter = new AttributeSetter(traits.capabilities().limits().timestampPrecision());
        this.oneByOne = traits.startsAnew() ? new ReentrantLock() : new NoLock();
        this.writes = new NioWrites(this, traits, setter);
        this.moves = new NioMoves(this, writes);
    }

    /**
     * A directory, whose filesystem stays open when this is closed.
     *
     * @throws NoSuchFileException if it does not exist
     * @throws NotDirectoryException if it is a file
     */
    public static NioBackend open(Path directory) throws IOException {
        return open(directory, () -> {});
    }

    /**
     * A directory, whose filesystem is closed with this.
     *
     * @throws NoSuchFileException if it does not exist
     * @throws NotDirectoryException if it is a file
     */
    public static NioBackend owning(Path directory, FileSystem filesystem) throws IOException {
        return open(directory, filesystem);
    }

    private static NioBackend open(Path directory, Closeable owned) throws IOException {
        Path root = directory.toRealPath();
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(directory.toString());
        }
        return new NioBackend(root, Traits.of(root), owned);
    }

    @Override
    public String name() {
        return "nio";
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return traits.capabilities();
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return run(path, () -> told(places.existing(places.place(path, links), path)));
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // the listing closes it
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        return run(directory, () -> {
            Place place = places.place(directory, Links.FOLLOW);
            if (!places.existing(place, directory).isDirectory()) {
                throw new NotDirectoryException(directory.toString());
            }
            return new NioListing(directory, Files.newDirectoryStream(place.host()), this::entry);
        });
    }

    private @Nullable FileInfo entry(Path host, FsPath path) throws IOException {
        try {
            return run(path, () -> told(traits.facts().read(host, path)));
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        return run(path, () -> read(path));
    }

    NioReadHandle read(FsPath path) throws IOException {
        Place place = places.place(path, Links.FOLLOW);
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            FileInfo before = requireReadable(places.existing(place, path), path);
            OpenChannel channel = openSame(place, before);
            if (channel != null) {
                return new NioReadHandle(told(before), channel, () -> reopen(place, before));
            }
        }
        throw new FileChangedException(path.toString(), "it keeps changing while it is being opened");
    }

    /** Opens what was looked at; {@code null} if another is there by now. */
    private @Nullable OpenChannel openSame(Place place, FileInfo before) throws IOException {
        OpenChannel channel = OpenChannel.open(place.host(), READ);
        boolean same = false;
        try {
            FileInfo after = places.find(place, before.path());
            same = after != null
                    && Objects.equals(before.fileId(), after.fileId())
                    && Objects.equals(before.version(), after.version())
                    && before.size() == after.size()
                    && before.lastModified().equals(after.lastModified());
            return same ? channel : null;
        } finally {
            if (!same) {
                channel.close();
            }
        }
    }

    private OpenChannel reopen(Place place, FileInfo wanted) throws IOException {
        OpenChannel again = openSame(place, wanted);
        if (again == null) {
            throw new FileChangedException(wanted.path().toString(), "it was replaced or deleted");
        }
        return again;
    }

    private static FileInfo requireReadable(FileInfo file, FsPath path) throws IOException {
        if (file.isDirectory()) {
            throw new IsDirectoryException(path.toString(), null);
        } else if (!file.isFile()) {
            // Opening a pipe would wait for its other end.
            throw new FileSystemException(path.toString(), null, "neither a file nor a directory; it cannot be read");
        }
        return file;
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        return run(path, () -> writes.open(path, options));
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        act(directory, () -> {
            Place place = places.placeInDirectory(directory, Links.NO_FOLLOW);
            requireFree(place, directory);
            Files.createDirectory(place.host());
        });
    }

    private void requireFree(Place place, FsPath asked) throws IOException {
        if (places.find(place, asked) != null) {
            throw new FileAlreadyExistsException(asked.toString());
        }
    }

    @Override
    public void delete(FsPath path) throws IOException {
        act(path, () -> {
            Place place = places.place(path, Links.NO_FOLLOW);
            boolean directory = places.existing(place, path).isDirectory();
            try {
                Files.delete(place.host());
            } catch (DirectoryNotEmptyException holdsSomething) {
                if (!directory || !holdsOnlyUnfinished(place.host())) {
                    throw holdsSomething;
                }
                deleteWithUnfinished(place.host());
            }
        });
    }

    private static boolean holdsOnlyUnfinished(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.allMatch(
                    entry -> TemporaryNames.isReserved(entry.getFileName().toString()));
        }
    }

    /** What is being written there finds at its commit that it is gone; what was committed meanwhile keeps the directory. */
    private static void deleteWithUnfinished(Path directory) throws IOException {
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(
                directory,
                entry -> TemporaryNames.isReserved(entry.getFileName().toString()))) {
            for (Path entry : unfinished) {
                Files.deleteIfExists(entry);
            }
        }
        Files.delete(directory);
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) {
        throw new UnsupportedOperationException("the JDK's interface deletes entry by entry");
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        act(source, () -> moves.move(source, target, ifExists));
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        act(source, () -> moves.copy(source, target, ifExists));
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        act(path, () -> {
            Place place = places.place(path, links);
            FileInfo there = places.existing(place, path);
            setter.apply(place.host(), there.isSymbolicLink(), changes, path);
        });
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        return run(link, () -> {
            Place place = places.place(link, Links.NO_FOLLOW);
            if (!places.existing(place, link).isSymbolicLink()) {
                throw new NotLinkException(link.toString());
            }
            return places.texts().shown(place.path().parentOrRoot(), Files.readSymbolicLink(place.host()), link);
        });
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        act(link, () -> {
            Place place = places.placeInDirectory(link, Links.NO_FOLLOW);
            Path stored = places.texts().stored(place.path().parentOrRoot(), target, link);
            requireFree(place, link);
            Files.createSymbolicLink(place.host(), stored);
        });
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        act(link, () -> {
            Place named = places.place(file, Links.FOLLOW);
            if (places.existing(named, file).isDirectory()) {
                throw new IsDirectoryException(file.toString(), null);
            }
            Place place = places.placeInDirectory(link, Links.NO_FOLLOW);
            requireFree(place, link);
            Files.createLink(place.host(), named.host());
        });
    }

    @Override
    public Space space(FsPath path) throws IOException {
        return run(path, () -> {
            FsPath existing = path;
            while (places.find(places.place(existing, Links.FOLLOW), existing) == null) {
                existing = existing.parentOrRoot();
            }
            FileStore store =
                    Files.getFileStore(places.place(existing, Links.FOLLOW).host());
            long total = Math.max(0, store.getTotalSpace());
            long free = Math.max(0, store.getUnallocatedSpace());
            return new Space(total, free, Math.max(0, Math.min(free, store.getUsableSpace())));
        });
    }

    @Override
    public void close() throws IOException {
        owned.close();
    }

    // ---------------------------------------------------------------- for the parts

    Places places() {
        return places;
    }

    NameLocks locks() {
        return locks;
    }

    Traits traits() {
        return traits;
    }

    AttributeSetter setter() {
        return setter;
    }

    /** The facts as the storage tells them: without what it does not keep. */
    FileInfo told(FileInfo info) {
        boolean keepsVersions = traits.capabilities().has(Capability.CONDITIONAL_WRITE);
        return new FileInfo(
                info.path(),
                info.type(),
                info.size(),
                setter.kept(info.lastModified()),
                info.created(),
                info.lastAccess(),
                keepsVersions ? info.version() : null,
                info.fileId(),
                info.posix());
    }

    /** A call of the filesystem. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** A call of the filesystem that gives nothing back. */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    /** Runs it, and tells failures as the contract has them. */
    <T> T run(FsPath path, Work<T> work) throws IOException {
        oneByOne.lock();
        try {
            return work.run();
        } catch (IOException failure) {
            throw NioFailures.of(failure, path);
        } catch (ReadOnlyFileSystemException failure) {
            throw NioFailures.of(failure, path);
        } finally {
            oneByOne.unlock();
        }
    }

    private void act(FsPath path, Action action) throws IOException {
        run(path, () -> {
            action.run();
            return path;
        });
    }
}
