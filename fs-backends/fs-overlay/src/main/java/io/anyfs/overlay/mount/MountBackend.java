package io.anyfs.overlay.mount;

import io.anyfs.AttributeChanges;
import io.anyfs.BusyException;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.TreeDeletion;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ReadOnlyBackend;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One tree out of many storages, each at its path. Storages can be added and taken out while the tree is in use.
 *
 * <p>What it refuses: to delete or move a mount point, or a directory above one ({@link BusyException}); to move a directory
 * or a link from one storage to another ({@link UnsupportedCapabilityException}; {@code io.anyfs.tree.TreeMove} copies and
 * deletes then); to let a link lead out of its own storage's part of the tree.
 *
 * <p>A path belongs to the storage that is mounted at the longest part of it, and what the storage above has there is hidden.
 * {@linkplain #capabilities Capabilities} and {@linkplain #space room} are those of that storage. Directories above a mount
 * point are there also where no storage has them; the storage gets them when something is written into them.
 *
 * <p>A link with a leading slash leads, in the storage, from the storage's own root; seen through the tree it begins with the
 * mount point. A link that leads to a place where another storage is mounted leads into that one. In a storage that has links
 * and other mounts below its own, links are followed name by name, with the limits of {@link io.anyfs.spi.LinkResolver}. On
 * a storage that does not tell upper from lower case, a name in another case than the mount point's leads to what is hidden.
 *
 * <p>A file that is moved from one storage to another is copied whole and then deleted at the source, which stays if it was
 * changed meanwhile. If the deletion fails, the file is at both places. A link at the target is followed.
 *
 * <p>{@code io.anyfs.tree.TreeDelete} of a directory above a mount point deletes entry by entry, as {@code rm -r} does: it
 * empties what is mounted there before it fails at the mount point.
 *
 * <p>Safe for use by many threads.
 */
public final class MountBackend implements Backend {

    static final String NAME = "mount";

    private final MountTable table;
    private final VirtualDirectories virtual;
    private final Transfers transfers;

    /** A tree whose root is a directory that holds only what is mounted. */
    public MountBackend() {
        this(null, Instant.now());
    }

    /** A tree over the storage of its root, which it owns. */
    public MountBackend(Backend root) {
        this(root, Instant.now());
    }

    private MountBackend(@Nullable Backend root, Instant now) {
        Backend rootStorage = root == null ? new VirtualRoot(now) : root;
        this.table = new MountTable(new Mount(FsPath.ROOT, rootStorage, rootStorage, false));
        this.virtual = new VirtualDirectories(now);
        this.transfers = new Transfers(this, virtual);
    }

    // ---------------------------------------------------------------- the mounts

    /**
     * Mounts a storage, which the tree owns from then on; if this fails it is still the caller's. The path need not exist; what
     * is below it is hidden. What is open there stays open.
     *
     * @throws FileAlreadyExistsException if a storage is mounted there already, or for the root
     * @throws NotDirectoryException if a file or a link is there or on the way
     * @throws IllegalArgumentException if this very backend is mounted already
     * @throws java.nio.file.ClosedFileSystemException if the tree is closed
     */
    public void mount(FsPath path, Backend storage, MountOptions options) throws IOException {
        Backend used = options.readOnly() ? new ReadOnlyBackend(storage) : storage;
        table.mount(new Mount(path, storage, used, options.readOnly()), storage);
    }

    /**
     * Takes a storage out of the tree and closes it. What it hid is there again. Storages that are mounted below it stay.
     *
     * @throws NoSuchFileException if nothing is mounted at the path
     * @throws BusyException if it is in use and the mode is {@link Unmount#IF_IDLE}, with what is open; nothing has changed
     * @throws io.anyfs.RootException for the root, always
     * @throws java.nio.file.ClosedFileSystemException if the tree is closed
     * @throws IOException if the close failed; the storage is gone from the tree nevertheless. More failures are suppressed ones
     */
    public void unmount(FsPath path, Unmount mode) throws IOException {
        table.unmount(path, mode);
    }

    /** What is mounted now, in the order of the paths; a storage at the root is among it. */
    public List<MountInfo> mounts() {
        return table.mounts();
    }

    // ---------------------------------------------------------------- the backend

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return table.capabilities(path);
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return at(path, links, place -> {
            if (place.node() != null) {
                return virtual.stat(place, path);
            }
            return place.backend().stat(place.inner(), links).withPath(path);
        });
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        return at(directory, Links.FOLLOW, place -> {
            boolean recursive = options.recursive();
            if (recursive) {
                // Mounts below are not in the storage's list, and links may have led above some.
                place.requireIfCrossed(Capability.RECURSIVE_LIST);
                if (!place.children().isEmpty()) {
                    throw new UnsupportedCapabilityException(directory.toString(), Capability.RECURSIVE_LIST);
                }
            }
            return MountedListing.open(place, directory, openListing(place, directory, options));
        });
    }

    private BackendListing openListing(Place place, FsPath directory, ListOptions options) throws IOException {
        BackendListing real = place.isVirtual() && !virtual.isReal(place)
                ? new MergedListing.NoEntries()
                : new PlacedListing(place.backend().list(place.inner(), options), place.inner(), directory);
        Set<String> known = place.children().keySet();
        return known.isEmpty()
                ? real
                : new MergedListing(real, known, name -> knownEntry(place.path().child(name), directory.child(name)));
    }

    /** What {@link #stat} says; a storage that cannot be asked is still a directory. */
    private @Nullable FileInfo knownEntry(FsPath path, FsPath asked) throws IOException {
        try {
            return stat(path, Links.NO_FOLLOW).withPath(asked);
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return null;
        } catch (InterruptedIOException | ClosedByInterruptException interrupted) {
            throw interrupted;
        } catch (IOException failure) {
            return virtual.info(asked);
        }
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        return at(path, Links.FOLLOW, place -> {
            if (place.node() != null) {
                throw new IsDirectoryException(path.toString(), null);
            }
            return MountedReadHandle.open(place, path);
        });
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        // A link that is there already keeps a new file from being created, wherever it leads.
        Links last = options.mode() == WriteMode.CREATE_NEW ? Links.NO_FOLLOW : Links.FOLLOW;
        return at(path, last, place -> {
            place.requireIfCrossed(options.required());
            if (place.node() != null) {
                throw new IsDirectoryException(path.toString(), null);
            }
            if (options.mode() == WriteMode.CREATE_NEW || !options.mustExist()) {
                virtual.makeParentReal(place);
            }
            return MountedWriteHandle.open(place, path, options);
        });
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        act(directory, Links.NO_FOLLOW, place -> {
            place.requireIfCrossed(Capability.WRITE);
            requireNothingKnown(place, directory);
            virtual.makeParentReal(place);
            place.backend().createDirectory(place.inner());
        });
    }

    @Override
    public void delete(FsPath path) throws IOException {
        act(path, Links.NO_FOLLOW, place -> {
            place.requireIfCrossed(Capability.WRITE);
            requireNoMounts(place, path);
            place.backend().delete(place.inner());
        });
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        Links last = scope == DeleteScope.CONTENTS ? Links.FOLLOW : Links.NO_FOLLOW;
        act(directory, last, place -> {
            place.requireIfCrossed(Capability.WRITE, Capability.DELETE_TREE);
            if (!place.children().isEmpty() || scope == DeleteScope.WHOLE) {
                requireNoMounts(place, directory);
            }
            place.backend().deleteTree(place.inner(), scope, new PlacedDeletion(deletion, place.inner(), directory));
        });
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        act(
                source,
                Links.NO_FOLLOW,
                from -> act(target, Links.NO_FOLLOW, to -> {
                    requireNoMounts(from, source);
                    requireNothingKnown(to, target);
                    transfers.move(from, source, to, target, ifExists);
                }));
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        act(
                source,
                Links.FOLLOW,
                from -> act(target, Links.NO_FOLLOW, to -> {
                    if (from.node() != null) {
                        throw new IsDirectoryException(source.toString(), null);
                    }
                    requireNothingKnown(to, target);
                    transfers.copy(from, source, to, target, ifExists);
                }));
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        act(path, links, place -> {
            place.requireIfCrossed(changes.required());
            if (place.isVirtual()) {
                virtual.makeReal(place);
            }
            place.backend().setAttributes(place.inner(), changes, links);
        });
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        return at(link, Links.NO_FOLLOW, place -> {
            place.requireIfCrossed(Capability.SYMBOLIC_LINKS);
            if (place.node() != null) {
                throw new NotLinkException(link.toString());
            }
            String target = place.backend().readLink(place.inner());
            FsPath root = place.mount().path();
            return target.startsWith("/") && !root.isRoot() ? root + target : target;
        });
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        act(link, Links.NO_FOLLOW, place -> {
            place.requireIfCrossed(Capability.WRITE, Capability.SYMBOLIC_LINKS);
            requireNothingKnown(place, link);
            String inner = target.startsWith("/") ? innerTarget(place, link, target) : target;
            virtual.makeParentReal(place);
            place.backend().createSymbolicLink(place.inner(), inner);
        });
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        act(
                file,
                Links.FOLLOW,
                named -> act(link, Links.NO_FOLLOW, place -> {
                    if (named.node() != null) {
                        throw new IsDirectoryException(file.toString(), null);
                    }
                    requireNothingKnown(place, link);
                    transfers.link(named, place, link);
                }));
    }

    private static String innerTarget(Place place, FsPath link, String target) throws IOException {
        FsPath root = place.mount().path();
        if (root.isRoot()) {
            return target;
        }
        try {
            FsPath absolute = FsPath.of(target);
            if (absolute.startsWith(root)) {
                return absolute.from(root).toString();
            }
        } catch (InvalidPathException outOfRoot) {
            // As any other that leads out.
        }
        throw new AccessDeniedException(link.toString(), null, "a link does not lead out of the storage at " + root);
    }

    @Override
    public Space space(FsPath path) throws IOException {
        return at(path, Links.FOLLOW, place -> {
            place.requireIfCrossed(Capability.SPACE);
            boolean missing = place.isVirtual() && !virtual.isReal(place);
            return place.backend().space(missing ? FsPath.ROOT : place.inner());
        });
    }

    /** Closes all storages, deepest first, and what is open in them. Every failure is kept. */
    @Override
    public void close() throws IOException {
        table.close();
    }

    // ---------------------------------------------------------------- steps of the above

    private static void requireNoMounts(Place place, FsPath asked) throws IOException {
        if (place.isMountPoint()) {
            throw new BusyException(asked.toString(), "a storage is mounted here");
        }
        if (place.node() != null) {
            throw new BusyException(asked.toString(), "storages are mounted below");
        }
    }

    private static void requireNothingKnown(Place place, FsPath asked) throws IOException {
        if (place.node() != null) {
            throw new FileAlreadyExistsException(asked.toString(), null, "a directory of the mounts is there");
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Place place) throws IOException;
    }

    @FunctionalInterface
    private interface Action {
        void on(Place place) throws IOException;
    }

    /** Works on where a path leads, in a storage that stays meanwhile, unless it is unmounted by force. */
    private <T> T at(FsPath path, Links last, Work<T> work) throws IOException {
        Place place = table.enter(path, last);
        try {
            return place.mount().call(() -> work.on(place));
        } finally {
            place.mount().leave();
        }
    }

    private void act(FsPath path, Links last, Action action) throws IOException {
        at(path, last, place -> {
            action.on(place);
            return place;
        });
    }
}
