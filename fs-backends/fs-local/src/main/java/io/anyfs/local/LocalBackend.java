package io.anyfs.local;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.InvalidNameException;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.SubtreeException;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A directory of this machine as a storage. Users open it by {@link LocalFileSystem}; this class is for those who wrap it.
 *
 * <p>Safe for use by many threads.
 */
public final class LocalBackend implements Backend {

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);
    private static final int MAX_TRIES = 16;

    private final Root root;
    private final LocalOptions options;
    private final Capabilities capabilities;
    private final TemporaryNames names;
    private final Places places;
    private final Staging staging;
    private final Sweeper sweeper;
    private final AttributeReader reader;
    private final AttributeWriter writer;
    private final Publisher publisher = new Publisher();
    private final LocalWrites writes;

    private LocalBackend(Root root, LocalOptions options, Directory directory) throws IOException {
        this.root = root;
        this.options = options;
        this.capabilities = LocalCapabilities.of(root, options, directory);
        this.names = new TemporaryNames(options.temporaryPrefix());
        this.places = options.links() == LinkPolicy.FOLLOW
                ? new FollowingPlaces(root)
                : new ConfinedPlaces(root, options.links(), directory);
        this.staging = new Staging(directory, names);
        this.sweeper = new Sweeper(names, options.sweepAge());
        this.reader = new AttributeReader(root);
        this.writer = new AttributeWriter(
                root,
                capabilities.limits().timestampPrecision().toNanos() < 1000 ? ChronoUnit.NANOS : ChronoUnit.MICROS);
        this.writes = new LocalWrites(this, options);
    }

    /**
     * Opens a directory.
     *
     * @throws NoSuchFileException if it does not exist
     * @throws NotDirectoryException if it is a file
     */
    public static LocalBackend open(Path directory, LocalOptions options) throws IOException {
        Root root = Root.of(directory);
        Names.warnOfEncoding(root.real());
        Directory opened = options.links() == LinkPolicy.FOLLOW
                ? new PathDirectory(FsPath.ROOT, root.real(), root.posix())
                : confined(root);
        boolean done = false;
        try {
            LocalBackend backend = new LocalBackend(root, options, opened);
            done = true;
            return backend;
        } finally {
            if (!done) {
                opened.close();
            }
        }
    }

    @SuppressWarnings("StreamResourceLeak") // the directory closes it
    private static Directory confined(Root root) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(root.real());
        if (root.posix() && stream instanceof SecureDirectoryStream<Path> secure) {
            return new SecureDirectory(secure, FsPath.ROOT, root.real(), System.nanoTime());
        }
        stream.close();
        return new PathDirectory(FsPath.ROOT, root.real(), root.posix());
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return capabilities;
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        names.requireFree(path);
        FileInfo known = reader.known(path);
        if (known != null) {
            return known;
        }
        return run(path, () -> {
            try (Place place = places.place(path, links)) {
                BasicFileAttributes file = place.existing(path);
                if (publisher.isClaim(file)) {
                    throw new NoSuchFileException(path.toString());
                }
                FileInfo info = reader.info(path, place, file);
                if (options.links() != LinkPolicy.FOLLOW) {
                    reader.confirm(path, file);
                }
                return info;
            }
        });
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions listOptions) throws IOException {
        names.requireFree(directory);
        return run(directory, () -> {
            Directory open = places.directory(directory);
            boolean listed = false;
            try {
                LocalListing listing = new LocalListing(this, directory, open);
                listed = true;
                return listing;
            } finally {
                if (!listed) {
                    open.close();
                }
            }
        });
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        names.requireFree(path);
        return run(path, () -> {
            Place place = places.place(path, Links.FOLLOW);
            return openRead(path, place.directory(), place.name());
        });
    }

    /** Opens a file of a directory, of which it takes over the use. */
    LocalReadHandle openRead(FsPath path, Directory directory, String name) throws IOException {
        try (Place place = new Place(directory, name)) {
            for (int tries = 0; tries < MAX_TRIES; tries++) {
                BasicFileAttributes before = requireReadable(place.existing(path), path);
                FileChannel channel = directory.open(name, READ);
                boolean opened = false;
                try {
                    // What was looked at and what was opened must be the same.
                    BasicFileAttributes after = place.find();
                    if (after != null && isSameVersion(before, after)) {
                        FileInfo info = reader.info(path, place, after);
                        opened = true;
                        return new LocalReadHandle(info, channel, () -> reopen(path, info));
                    }
                } finally {
                    if (!opened) {
                        channel.close();
                    }
                }
            }
        }
        throw new FileChangedException(path.toString(), "it keeps changing while it is being opened");
    }

    private FileChannel reopen(FsPath path, FileInfo wanted) throws IOException {
        try (Place place = places.place(path, Links.FOLLOW);
                LocalReadHandle again = openRead(path, place.directory().share(), place.name())) {
            if (!Objects.equals(again.info().version(), wanted.version())) {
                throw new FileChangedException(path.toString(), "it was replaced");
            }
            return again.release();
        } catch (NoSuchFileException gone) {
            throw new FileChangedException(path.toString(), "it was deleted");
        }
    }

    private static boolean isSameVersion(BasicFileAttributes one, BasicFileAttributes other) {
        return Objects.equals(one.fileKey(), other.fileKey())
                && one.size() == other.size()
                && one.lastModifiedTime().equals(other.lastModifiedTime());
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions writeOptions) throws IOException {
        names.requireFree(path);
        return run(path, () -> writes.open(path, writeOptions));
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        names.requireFree(directory);
        act(directory, () -> create(directory, path -> Files.createDirectory(path)));
    }

    /** Creates the directories that a path needs, as far as they are missing. */
    void createParents(FsPath path) throws IOException {
        FsPath parent = path.parentOrRoot();
        try {
            places.directory(parent).close();
        } catch (NoSuchFileException missing) {
            createParents(parent);
            try {
                create(parent, host -> Files.createDirectory(host));
            } catch (FileAlreadyExistsException raced) {
                places.directory(parent).close();
            }
        }
    }

    @Override
    public void delete(FsPath path) throws IOException {
        names.requireFree(path);
        act(path, () -> {
            try (Place place = places.place(path, Links.NO_FOLLOW)) {
                BasicFileAttributes there = place.existing(path);
                if (there.isDirectory()) {
                    places.forget(path);
                    deleteDirectory(place);
                } else if (publisher.isClaim(there)) {
                    throw new NoSuchFileException(path.toString());
                } else {
                    place.directory().deleteFile(place.name());
                }
                reader.forget(there);
            }
        });
    }

    /** A directory that holds nothing but leftovers of a crash is empty. */
    private void deleteDirectory(Place place) throws IOException {
        try {
            place.directory().deleteDirectory(place.name());
        } catch (DirectoryNotEmptyException notEmpty) {
            try (Directory directory = place.directory().child(place.name())) {
                if (sweeper.sweep(directory) == 0) {
                    throw notEmpty;
                }
            }
            place.directory().deleteDirectory(place.name());
        }
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        names.requireFree(source);
        names.requireFree(target);
        act(source, () -> {
            try (Place from = places.place(source, Links.NO_FOLLOW);
                    Place to = places.place(target, Links.NO_FOLLOW)) {
                ReentrantLock lock = publisher.lock(to);
                lock.lock();
                try {
                    move(from, source, to, target, ifExists);
                } finally {
                    lock.unlock();
                }
            }
        });
    }

    private void move(Place from, FsPath source, Place to, FsPath target, IfExists ifExists) throws IOException {
        BasicFileAttributes moved = from.existing(source);
        BasicFileAttributes there = to.find();
        if (there != null && from.real().equals(to.real())) {
            return;
        }
        if (moved.isDirectory() && to.real().startsWith(from.real())) {
            throw new SubtreeException(source.toString(), target.toString(), "the target is inside the source");
        }
        requireReplaceable(there, moved, target, ifExists);
        reader.forget(moved);
        if (moved.isDirectory()) {
            places.forget(source);
            publisher.move(from, to, target);
        } else if (there == null && ifExists == IfExists.FAIL) {
            publisher.moveToFree(from, to, target);
        } else {
            publisher.replace(from, to, moved, there, target);
        }
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        names.requireFree(source);
        names.requireFree(target);
        act(source, () -> {
            try (Place from = places.place(source, Links.FOLLOW);
                    Place to = places.place(target, Links.NO_FOLLOW)) {
                BasicFileAttributes copied = requireReadable(from.existing(source), source);
                BasicFileAttributes there = to.find();
                if (there != null
                        && Objects.equals(there.fileKey(), copied.fileKey())
                        && from.real().equals(to.real())) {
                    return;
                }
                requireReplaceable(there, copied, target, ifExists);
                writes.copy(source, from, target, to, ifExists);
            }
        });
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        names.requireFree(path);
        act(path, () -> {
            try (Place place = places.place(path, links)) {
                BasicFileAttributes there = place.existing(path);
                reader.forget(there);
                try {
                    writer.apply(place, changes);
                } finally {
                    reader.forget(there);
                }
            }
        });
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        names.requireFree(link);
        return run(link, () -> {
            try (Place place = places.place(link, Links.NO_FOLLOW)) {
                BasicFileAttributes there = place.existing(link);
                if (!there.isSymbolicLink()) {
                    throw new NotLinkException(link.toString());
                }
                return LinkTargets.shown(root, Walk.readLink(place.directory(), place.name(), there, link), link);
            }
        });
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        names.requireFree(link);
        act(link, () -> {
            try (Place place = places.place(link, Links.NO_FOLLOW)) {
                Path stored = LinkTargets.stored(root, place.directory().real(), target, link);
                create(link, path -> Files.createSymbolicLink(path, stored));
            }
        });
    }

    @Override
    public Space space(FsPath path) throws IOException {
        return run(path, () -> {
            FileStore store = Files.getFileStore(nearest(path));
            long total = Math.max(0, store.getTotalSpace());
            long free = Math.max(0, store.getUnallocatedSpace());
            return new Space(total, free, Math.max(0, Math.min(free, store.getUsableSpace())));
        });
    }

    /**
     * Deletes the unfinished files that crashed processes left anywhere below the root. Directories that are written to are swept
     * without this.
     *
     * @return how many there were
     */
    public long sweep() throws IOException {
        return sweepBelow(FsPath.ROOT);
    }

    @Override
    public void close() throws IOException {
        sweeper.close();
        try {
            staging.close();
        } finally {
            places.close();
        }
    }

    // ---------------------------------------------------------------- for the parts

    boolean isPosix() {
        return root.posix();
    }

    TemporaryNames names() {
        return names;
    }

    Places places() {
        return places;
    }

    Publisher publisher() {
        return publisher;
    }

    AttributeReader reader() {
        return reader;
    }

    AttributeWriter writer() {
        return writer;
    }

    Sweeper sweeper() {
        return sweeper;
    }

    /** Brings the names of a directory to stable storage. */
    void force(Directory directory) throws IOException {
        try (FileChannel names = directory.open(".", READ)) {
            names.force(true);
        }
    }

    private void create(FsPath path, Staging.Creation creation) throws IOException {
        try (Place place = places.place(path, Links.NO_FOLLOW)) {
            sweeper.touched(place.directory());
            ReentrantLock lock = publisher.lock(place);
            lock.lock();
            try {
                if (place.find() != null) {
                    throw new FileAlreadyExistsException(path.toString());
                }
                staging.create(place, path, creation);
            } finally {
                lock.unlock();
            }
        }
    }

    private static BasicFileAttributes requireReadable(BasicFileAttributes file, FsPath path) throws IOException {
        if (file.isDirectory()) {
            throw new IsDirectoryException(path.toString(), null);
        } else if (!file.isRegularFile()) {
            // Opening a pipe would wait for its other end.
            throw new FileSystemException(path.toString(), null, "neither a file nor a directory; it cannot be read");
        }
        return file;
    }

    private static void requireReplaceable(
            @Nullable BasicFileAttributes there, BasicFileAttributes moved, FsPath target, IfExists ifExists)
            throws IOException {
        if (there == null) {
            return;
        }
        if (there.isDirectory() || moved.isDirectory() || ifExists == IfExists.FAIL) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, there.isDirectory() ? "a directory is never replaced" : null);
        }
    }

    private Path nearest(FsPath path) throws IOException {
        FsPath existing = path;
        while (true) {
            try (Directory directory = places.directory(existing)) {
                return directory.host();
            } catch (NoSuchFileException | NotDirectoryException none) {
                if (existing.isRoot()) {
                    throw none;
                }
                existing = existing.parentOrRoot();
            }
        }
    }

    private long sweepBelow(FsPath path) throws IOException {
        long deleted;
        List<FsPath> below = new java.util.ArrayList<>();
        try (Directory directory = places.directory(path)) {
            deleted = sweeper.sweep(directory);
        } catch (NoSuchFileException | AccessDeniedException unreachable) {
            return 0;
        }
        try (BackendListing entries = list(path, ListOptions.ENTRIES)) {
            for (FileInfo entry = entries.next(); entry != null; entry = entries.next()) {
                if (entry.isDirectory()) {
                    below.add(entry.path());
                }
            }
        }
        for (FsPath directory : below) {
            deleted += sweepBelow(directory);
        }
        return deleted;
    }

    /** A call of the system. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    /** A call of the system that gives nothing back. */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    private static <T> T run(FsPath path, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (InvalidNameException ours) {
            throw ours;
        } catch (IOException failure) {
            throw LocalFailures.of(failure, path);
        }
    }

    private static void act(FsPath path, Action action) throws IOException {
        run(path, () -> {
            action.run();
            return path;
        });
    }
}
