package io.anyfs.overlay.mount;

import io.anyfs.BusyException;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.RootException;
import io.anyfs.spi.Backend;
import io.anyfs.spi.LinkResolver;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is mounted now. Who looks up a path takes no lock; changes are made one at a time. */
final class MountTable {

    private volatile MountTree tree;
    private volatile boolean closed;

    /** Taken out of the tree, but perhaps not closed yet. Guarded by this object's lock. */
    private final Set<Mount> leaving = new HashSet<>();

    MountTable(Mount root) {
        this.tree = new MountTree(root);
    }

    // ---------------------------------------------------------------- looking up

    /**
     * Where a path leads, in a storage that the caller has entered and must {@linkplain Mount#leave leave}.
     *
     * @param last whether the last name is followed if it is a link
     */
    Place enter(FsPath path, Links last) throws IOException {
        while (true) {
            MountTree now = tree;
            Place place = now.find(path);
            Place entered = place.mount().enter() ? resolve(now, place, last) : null;
            if (entered != null) {
                return entered;
            }
            // The storage has just been unmounted: look again.
            if (closed) {
                throw new UnmountedException(null);
            }
            Thread.onSpinWait();
        }
    }

    private static @Nullable Place resolve(MountTree now, Place place, Links last) throws IOException {
        boolean kept = false;
        try {
            if (!place.nested() || place.node() != null || !place.capabilities().has(Capability.SYMBOLIC_LINKS)) {
                kept = true;
                return place;
            }
            FsPath real = LinkResolver.resolve(
                    new TreeLinks(now, place), place.mount().path(), place.path(), last);
            if (real.equals(place.path())) {
                kept = true;
                return place;
            }
            Place there = now.find(real).reachedFrom(place.mount());
            kept = there.mount() == place.mount();
            return kept || there.mount().enter() ? there : null;
        } finally {
            if (!kept) {
                place.mount().leave();
            }
        }
    }

    Capabilities capabilities(FsPath path) {
        while (!closed) {
            Place place = tree.find(path);
            if (place.mount().enter()) {
                try {
                    return place.capabilities().inPart(place.mount());
                } finally {
                    place.mount().leave();
                }
            }
            Thread.onSpinWait();
        }
        return VirtualRoot.CAPABILITIES;
    }

    List<MountInfo> mounts() {
        return tree.mounts().stream()
                .filter(mount -> !(mount.backend() instanceof VirtualRoot))
                .map(Mount::info)
                .sorted((one, other) -> one.path().compareTo(other.path()))
                .toList();
    }

    // ---------------------------------------------------------------- changing

    void mount(Mount mount, Backend given) throws IOException {
        requireDirectoriesOnTheWay(mount.path());
        synchronized (this) {
            if (closed) {
                throw new ClosedFileSystemException();
            }
            forgetClosed();
            if (tree.mounts().stream().anyMatch(other -> other.isOf(given))
                    || leaving.stream().anyMatch(other -> other.isOf(given))) {
                throw new IllegalArgumentException(given.name() + " is mounted already: the tree would close it twice");
            }
            requireFree(tree.find(mount.path()));
            tree = tree.with(mount);
        }
    }

    /** What is not there may be mounted on, a directory too, but no file and no link, neither there nor on the way. */
    private void requireDirectoriesOnTheWay(FsPath path) throws IOException {
        Place place = enterByName(path);
        try {
            requireFree(place);
            FsPath inner = FsPath.ROOT;
            for (String name : place.inner()) {
                inner = inner.child(name);
                FileInfo there = place.backend().stat(inner, Links.NO_FOLLOW);
                if (!there.isDirectory()) {
                    throw new NotDirectoryException(
                            inner.under(place.mount().path()).toString());
                }
            }
        } catch (NoSuchFileException nothingFromHereOn) {
            // It is going to be virtual.
        } finally {
            place.mount().leave();
        }
    }

    private Place enterByName(FsPath path) {
        while (!closed) {
            Place place = tree.find(path);
            if (place.mount().enter()) {
                return place;
            }
            Thread.onSpinWait();
        }
        throw new ClosedFileSystemException();
    }

    private static void requireFree(Place place) throws FileAlreadyExistsException {
        if (place.isMountPoint()) {
            throw new FileAlreadyExistsException(place.path().toString(), null, "a storage is mounted here already");
        }
    }

    void unmount(FsPath path, Unmount mode) throws IOException {
        if (path.isRoot()) {
            throw new RootException("/", "the root storage is closed with the tree");
        }
        Mount mount;
        boolean closesNow;
        synchronized (this) {
            if (closed) {
                throw new ClosedFileSystemException();
            }
            mount = requireMounted(path);
            closesNow = mode != Unmount.WHEN_IDLE;
            if (mode == Unmount.IF_IDLE && !mount.shutIfIdle()) {
                throw new BusyException(path.toString(), "cannot be unmounted, in use: " + mount.inTheWay());
            }
            tree = tree.without(path);
            if (mode == Unmount.WHEN_IDLE) {
                forgetClosed();
                leaving.add(mount);
                closesNow = mount.shutWhenIdle();
            }
        }
        Failures failures = new Failures();
        if (mode == Unmount.AT_ONCE) {
            mount.closeAtOnce(failures);
        } else if (closesNow) {
            mount.closeStorage(failures);
        }
        failures.throwIfAny();
    }

    private Mount requireMounted(FsPath path) throws NoSuchFileException {
        Place place = tree.find(path);
        if (!place.isMountPoint()) {
            throw new NoSuchFileException(path.toString(), null, "nothing is mounted here");
        }
        return place.mount();
    }

    private void forgetClosed() {
        leaving.removeIf(Mount::isClosed);
    }

    /** Closes all storages, deepest first. */
    void close() throws IOException {
        Set<Mount> left;
        List<Mount> mounted;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            left = Set.copyOf(leaving);
            mounted = tree.mounts();
        }
        Failures failures = new Failures();
        left.forEach(mount -> mount.closeAtOnce(failures));
        Collections.reverse(mounted);
        mounted.forEach(mount -> mount.closeAtOnce(failures));
        failures.throwIfAny();
    }
}
