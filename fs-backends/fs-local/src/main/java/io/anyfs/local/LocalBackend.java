package io.anyfs.local;

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
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A directory of this machine as a storage. Users open it by {@link LocalFileSystem}; this class is for those who wrap it.
 *
 * <p>Safe for use by many threads.
 */
public final class LocalBackend implements Backend {

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
    private final LocalReads reads;
    private final LocalWrites writes;
    private final LocalDirectories directories;
    private final LocalLinks links;
    private final LocalMoves moves;

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
        this.reads = new LocalReads(this);
        this.writes = new LocalWrites(this, options);
        this.directories = new LocalDirectories(this);
        this.links = new LocalLinks(this, root);
        this.moves = new LocalMoves(this, links);
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
        return open(root, options, options.links() == LinkPolicy.FOLLOW ? root.openByPath() : root.open());
    }

    /** Opens a directory as if the system had no {@link java.nio.file.SecureDirectoryStream}. */
    static LocalBackend openByPath(Path directory, LocalOptions options) throws IOException {
        Root root = Root.of(directory);
        return open(root, options, root.openByPath());
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
        return LocalFailures.run(path, () -> reads.stat(path, links));
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions listOptions) throws IOException {
        names.requireFree(directory);
        return LocalFailures.run(directory, () -> {
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
        return LocalFailures.run(path, () -> reads.open(path));
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions writeOptions) throws IOException {
        names.requireFree(path);
        return LocalFailures.run(path, () -> writes.open(path, writeOptions));
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        names.requireFree(directory);
        LocalFailures.act(directory, () -> directories.create(directory));
    }

    @Override
    public void delete(FsPath path) throws IOException {
        names.requireFree(path);
        LocalFailures.act(path, () -> {
            try (Place place = places.place(path, Links.NO_FOLLOW)) {
                BasicFileAttributes there = existing(place, path);
                if (there.isDirectory()) {
                    places.forget(path);
                    directories.delete(place);
                } else {
                    place.directory().deleteFile(place.name());
                }
                reader.forget(there);
            }
        });
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) {
        throw new UnsupportedOperationException("a directory on disk is deleted entry by entry");
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        names.requireFree(source);
        names.requireFree(target);
        LocalFailures.act(source, () -> {
            try (Place from = places.place(source, Links.NO_FOLLOW);
                    Place to = places.place(target, Links.NO_FOLLOW)) {
                publisher.decide(from, to, () -> {
                    moves.move(from, source, to, target, ifExists);
                });
            }
        });
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        names.requireFree(source);
        names.requireFree(target);
        LocalFailures.act(source, () -> {
            try (Place from = places.place(source, Links.FOLLOW);
                    Place to = places.place(target, Links.NO_FOLLOW)) {
                BasicFileAttributes copied = LocalReads.requireReadable(existing(from, source), source);
                BasicFileAttributes there = to.find();
                if (there != null && from.isSame(to)) {
                    return;
                }
                LocalMoves.requireReplaceable(there, copied, target, ifExists);
                writes.copy(source, from, target, to, ifExists);
            }
        });
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        names.requireFree(path);
        LocalFailures.act(path, () -> {
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
        return LocalFailures.run(link, () -> {
            try (Place place = places.place(link, Links.NO_FOLLOW)) {
                return links.read(place, link);
            }
        });
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        names.requireFree(link);
        LocalFailures.act(link, () -> {
            try (Place place = places.place(link, Links.NO_FOLLOW)) {
                links.create(place, link, target);
            }
        });
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        names.requireFree(link);
        names.requireFree(file);
        LocalFailures.act(link, () -> {
            try (Place named = places.place(file, Links.FOLLOW);
                    Place place = places.place(link, Links.NO_FOLLOW)) {
                links.createHard(named, file, place, link);
            }
        });
    }

    @Override
    public Space space(FsPath path) throws IOException {
        return LocalFailures.run(path, () -> {
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
        return directories.sweep(FsPath.ROOT);
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

    Staging staging() {
        return staging;
    }

    LocalReads reads() {
        return reads;
    }

    LocalDirectories directories() {
        return directories;
    }

    /** What is there; {@code null} if nothing is, or an empty file that only claims the name. */
    @Nullable
    BasicFileAttributes find(Place place) throws IOException {
        BasicFileAttributes found = place.find();
        return found == null || publisher.isClaim(found) ? null : found;
    }

    /** Where a path leads and what is there. That is looked at once, unless it is a link that has to be followed. */
    Found find(FsPath path, Links last) throws IOException {
        Found found = at(places.place(path, Links.NO_FOLLOW));
        BasicFileAttributes there = found.there();
        if (last == Links.NO_FOLLOW || there == null || !there.isSymbolicLink()) {
            return found;
        }
        found.close();
        return at(places.place(path, Links.FOLLOW));
    }

    private Found at(Place place) throws IOException {
        boolean looked = false;
        try {
            Found found = new Found(place, find(place));
            looked = true;
            return found;
        } finally {
            if (!looked) {
                place.close();
            }
        }
    }

    BasicFileAttributes existing(Place place, FsPath asked) throws IOException {
        return new Found(place, find(place)).existing(asked);
    }

    /** Remembers what a path was found to lead to, if the way there cannot be deceived. */
    void confirm(FsPath path, Place place, BasicFileAttributes seen) {
        if (options.links() != LinkPolicy.FOLLOW && place.name().equals(path.name())) {
            reader.confirm(path, seen);
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
}
