package io.anyfs.overlay.mount;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.spi.Backend;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;

/**
 * Directories above mount points. They are there whether or not the storage has them; it gets them when something is written
 * into them.
 *
 * @param created the modification time of those that no storage has
 */
record VirtualDirectories(Instant created) {

    /** The facts of one that no storage has. */
    FileInfo info(FsPath asked) {
        return FileInfo.of(asked, FileType.DIRECTORY, 0, created);
    }

    /** The facts of a place that the tree knows. */
    FileInfo stat(Place place, FsPath asked) throws IOException {
        if (place.isMountPoint()) {
            return place.backend().stat(FsPath.ROOT, Links.FOLLOW).withPath(asked);
        }
        try {
            FileInfo info = place.backend().stat(place.inner(), Links.NO_FOLLOW);
            return info.isDirectory() ? info.withPath(asked) : info(asked);
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return info(asked);
        }
    }

    /** Whether the storage has the directory. */
    boolean isReal(Place place) throws IOException {
        try {
            return place.isMountPoint()
                    || place.backend().stat(place.inner(), Links.NO_FOLLOW).isDirectory();
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return false;
        }
    }

    /** Lets the storage have the directories above a place where something is going to be written. */
    void makeParentReal(Place place) throws IOException {
        if (place.virtualParent()) {
            create(place.backend(), place.inner().parentOrRoot());
        }
    }

    /** Lets the storage have the directory itself. */
    void makeReal(Place place) throws IOException {
        create(place.backend(), place.inner());
    }

    private static void create(Backend backend, FsPath directory) throws IOException {
        if (directory.isRoot() || isDirectory(backend, directory)) {
            return;
        }
        create(backend, directory.parentOrRoot());
        try {
            backend.createDirectory(directory);
        } catch (FileAlreadyExistsException there) {
            if (!isDirectory(backend, directory)) {
                NotDirectoryException covered = new NotDirectoryException(directory.toString());
                covered.addSuppressed(there);
                throw covered;
            }
        }
    }

    private static boolean isDirectory(Backend backend, FsPath directory) throws IOException {
        try {
            return backend.stat(directory, Links.NO_FOLLOW).isDirectory();
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return false;
        }
    }
}
