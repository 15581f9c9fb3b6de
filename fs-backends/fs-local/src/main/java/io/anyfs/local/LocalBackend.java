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
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
    private final UnfinishedFiles unfinished;
    private final AttributeReader reader;
    private final AttributeWriter writer;
    private final Publisher publisher;
    private final LocalWrites writes;

    private LocalBackend(Root root, LocalOptions options, Directory directory) throws IOException {
        this.root = root;
        this.options = options;
        this.capabilities = LocalCapabilities.of(root, options);
        this.names = new TemporaryNames(options.temporaryPrefix());
        this.places = options.links() == LinkPolicy.FOLLOW
                ? new FollowingPlaces(root)
                : new ConfinedPlaces(root, options.links(), directory);
        this.staging = new Staging(directory, names);
        this.sweeper = new Sweeper(names, options.sweepAge());
        this.unfinished = new UnfinishedFiles(names, directory);
        Exposure exposure = new Exposure();
        this.publisher = new Publisher(exposure);
        this.reader = new AttributeReader(root, publisher);
        this.writer = new AttributeWriter(root, exposure);
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
        return open(root, options, options.links() == LinkPolicy.FOLLOW ? byPath(root) : confined(root));
    }

    /** Opens a directory as if the system had no {@link SecureDirectoryStream}. */
    static LocalBackend openByPath(Path directory, LocalOptions options) throws IOException {
        Root root = Root.of(directory);
        return open(root, options, byPath(root));
    }

    private static LocalBackend open(Root root, LocalOptions options, Directory opened) throws IOException {
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
        return byPath(root);
    }

    private static Directory byPath(Root root) {
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
                BasicFileAttributes file = existing(place, path);
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
                BasicFileAttributes before = requireReadable(existing(place, path), path);
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
        act(directory, () -> makeDirectory(directory));
    }

    /**
     * Creates the directories that a path needs, as far as they are missing.
     *
     * @param durable their names survive power loss when this returns
     */
    void createParents(FsPath path, boolean durable) throws IOException {
        FsPath parent = path.parentOrRoot();
        try {
            places.directory(parent).close();
        } catch (NoSuchFileException missing) {
            createParents(parent, durable);
            try {
                makeDirectory(parent);
            } catch (FileAlreadyExistsException raced) {
                places.directory(parent).close();
            }
            if (durable) {
                try (Directory holder = places.directory(parent.parentOrRoot())) {
                    force(holder);
                }
            }
        }
    }

    @Override
    public void delete(FsPath path) throws IOException {
        names.requireFree(path);
        act(path, () -> {
            try (Place place = places.place(path, Links.NO_FOLLOW)) {
                BasicFileAttributes there = existing(place, path);
                if (there.isDirectory()) {
                    places.forget(path);
                    deleteDirectory(place);
                } else {
                    place.directory().deleteFile(place.name());
                }
                reader.forget(there);
            }
        });
    }

    /** A directory that holds nothing but unfinished files is empty, to all who can see it. */
    private void deleteDirectory(Place place) throws IOException {
        try {
            place.directory().deleteDirectory(place.name());
        } catch (DirectoryNotEmptyException notEmpty) {
            try (Directory directory = place.directory().child(place.name())) {
                long swept = sweeper.sweep(directory);
                if (!unfinished.clear(directory) && swept == 0) {
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
                publisher.decide(from, to, () -> {
                    move(from, source, to, target, ifExists);
                });
            }
        });
    }

    private void move(Place from, FsPath source, Place to, FsPath target, IfExists ifExists) throws IOException {
        BasicFileAttributes moved = existing(from, source);
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
        } else if (moved.isSymbolicLink()
                && from.directory().real().depth() != to.directory().real().depth()) {
            moveLink(from, source, moved, to, target, there);
        } else if (there == null && ifExists == IfExists.FAIL) {
            publisher.moveToFree(from, to, target);
        } else {
            publisher.replace(from, moved, to, there, target);
        }
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        names.requireFree(source);
        names.requireFree(target);
        act(source, () -> {
            try (Place from = places.place(source, Links.FOLLOW);
                    Place to = places.place(target, Links.NO_FOLLOW)) {
                BasicFileAttributes copied = requireReadable(existing(from, source), source);
                BasicFileAttributes there = to.find();
                if (there != null && from.real().equals(to.real())) {
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
                BasicFileAttributes there = existing(place, path);
                reader.forget(there);
                try {
                    writer.apply(place, changes, path);
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
                Path target = Walk.readLink(place.directory(), place.name(), there, link);
                return LinkTargets.shown(root, place.directory().real(), target, link);
            }
        });
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        names.requireFree(link);
        act(link, () -> {
            try (Place place = places.place(link, Links.NO_FOLLOW)) {
                Path stored = LinkTargets.stored(root, place.directory().real(), target, link);
                sweeper.touched(place.directory());
                publisher.decide(place, () -> {
                    requireFree(place, link);
                    makeLink(place, link, stored);
                });
            }
        });
    }

    /** A link that was written with a leading slash says on disk how deep it is, and leads to the same from elsewhere. */
    private void moveLink(
            Place from,
            FsPath source,
            BasicFileAttributes link,
            Place to,
            FsPath target,
            @Nullable BasicFileAttributes there)
            throws IOException {
        Path onDisk = Walk.readLink(from.directory(), from.name(), link, source);
        Path moved = LinkTargets.moved(
                root, onDisk, from.directory().real(), to.directory().real(), source);
        if (moved.equals(onDisk)) {
            if (there == null) {
                publisher.moveToFree(from, to, target);
            } else {
                publisher.replace(from, link, to, there, target);
            }
            return;
        }
        if (there == null) {
            makeLink(to, target, moved);
        } else {
            staging.create(
                    to,
                    target,
                    path -> Files.createSymbolicLink(path, moved),
                    staged -> publisher.move(staged, to, target));
        }
        from.directory().deleteFile(from.name());
    }

    private void makeLink(Place place, FsPath link, Path stored) throws IOException {
        staging.create(
                place,
                link,
                path -> Files.createSymbolicLink(path, stored),
                staged -> publisher.moveToFree(staged, place, link));
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

    UnfinishedFiles unfinished() {
        return unfinished;
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

    private void makeDirectory(FsPath directory) throws IOException {
        try (Place place = places.place(directory, Links.NO_FOLLOW)) {
            publisher.decide(place, () -> {
                requireFree(place, directory);
                staging.create(place, directory, NewDirectory.in(place.directory(), root.posix()), staged -> {
                    sweeper.created(staged.existing(directory));
                    staged.directory().move(staged.name(), place.directory(), place.name());
                });
            });
        }
    }

    private static void requireFree(Place place, FsPath path) throws IOException {
        if (place.find() != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
    }

    /** What is there; {@code null} if nothing is, or an empty file that only claims the name. */
    @Nullable
    BasicFileAttributes find(Place place) throws IOException {
        BasicFileAttributes found = place.find();
        return found == null || publisher.isClaim(found) ? null : found;
    }

    private BasicFileAttributes existing(Place place, FsPath asked) throws IOException {
        BasicFileAttributes found = find(place);
        if (found == null) {
            throw new NoSuchFileException(asked.toString());
        }
        return found;
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
