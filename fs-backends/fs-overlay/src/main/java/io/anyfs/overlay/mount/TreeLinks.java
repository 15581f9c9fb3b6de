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
 * not to what it covers.
 */
record TreeLinks(MountTree tree, FsPath asked) implements LinkResolver.Entries {

    @Override
    public @Nullable FileInfo find(FsPath path) throws IOException {
        Place place = tree.find(path);
        if (place.node() != null) {
            return FileInfo.of(path, FileType.DIRECTORY, 0, Instant.EPOCH);
        }
        if (!place.mount().enter()) {
            return null;
        }
        try {
            return place.mount()
                    .call(
                            asked,
                            () -> place.backend()
                                    .stat(place.inner(), Links.NO_FOLLOW)
                                    .withPath(path));
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return null;
        } finally {
            place.mount().leave();
        }
    }

    @Override
    public String target(FsPath link) throws IOException {
        Place place = tree.find(link);
        if (!place.mount().enter()) {
            throw new NoSuchFileException(asked.toString());
        }
        try {
            return place.mount().call(asked, () -> place.backend().readLink(place.inner()));
        } finally {
            place.mount().leave();
        }
    }

    @Override
    public FsPath confines(FsPath link) {
        return tree.find(link).mount().path();
    }

    @Override
    public boolean isOpaque(FsPath directory) {
        return !tree.find(directory).nested();
    }
}
