package io.anyfs.overlay.mount;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.spi.LinkResolver;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Links of storages that have mounts nested in them: one that leads to where another storage is mounted leads into that one,
 * not to what it covers. For one path, looked up by one thread.
 */
final class TreeLinks implements LinkResolver.Entries {

    private final MountTree tree;
    private final Place start;

    /** Where the last path was found: it is asked for more than once in a row. */
    private Place last;

    /**
     * Links on the way to a path.
     *
     * @param start the path without regard to links, in a storage that was entered
     */
    TreeLinks(MountTree tree, Place start) {
        this.tree = tree;
        this.start = start;
        this.last = start;
    }

    private Place at(FsPath path) {
        if (!last.path().equals(path)) {
            last = tree.find(path);
        }
        return last;
    }

    @Override
    public @Nullable FileInfo find(FsPath path) throws IOException {
        Place place = at(path);
        if (place.node() != null) {
            return FileInfo.of(path, FileType.DIRECTORY, 0, Instant.EPOCH);
        }
        if (!enter(place)) {
            return null;
        }
        try {
            return place.mount().call(() -> place.backend().stat(place.inner(), Links.NO_FOLLOW));
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return null;
        } finally {
            leave(place);
        }
    }

    @Override
    public String target(FsPath link) throws IOException {
        Place place = at(link);
        if (!enter(place)) {
            throw new NoSuchFileException(start.path().toString());
        }
        try {
            return place.mount().call(() -> place.backend().readLink(place.inner()));
        } finally {
            leave(place);
        }
    }

    private boolean enter(Place place) {
        return place.mount() == start.mount() || place.mount().enter();
    }

    private void leave(Place place) {
        if (place.mount() != start.mount()) {
            place.mount().leave();
        }
    }

    @Override
    public FsPath confines(FsPath link) {
        return at(link).mount().path();
    }

    @Override
    public boolean isOpaque(FsPath directory) {
        return !at(directory).nested();
    }
}
