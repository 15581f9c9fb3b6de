package io.anyfs.cache.writeback;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** What is there: in the storage, and over it what waits for its upload. Directories are always in the storage. */
record MergedView(Backend storage, PendingFiles pending) {

    /** What is at a path without links; {@code null} if nothing is. */
    @Nullable
    FileInfo find(FsPath path) throws IOException {
        FileInfo waiting = pending.info(path);
        if (waiting != null) {
            return waiting;
        }
        requireNoFileAbove(path);
        try {
            return storage.stat(path, Links.NO_FOLLOW);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    /** Refuses a path through a file that the storage does not have yet. */
    void requireNoFileAbove(FsPath path) throws NotDirectoryException {
        if (pending.isFileAbove(path)) {
            throw new NotDirectoryException(path.toString());
        }
    }

    /**
     * What a write finds; {@code null} if it makes a new file.
     *
     * @throws IOException if the options do not allow what is there
     */
    @Nullable
    FileInfo checked(FsPath path, WriteOptions options) throws IOException {
        FileInfo there = find(path);
        if (there == null) {
            if (options.mustExist() && options.mode() != WriteMode.CREATE_NEW) {
                throw new NoSuchFileException(path.toString());
            }
            requireParent(path, options.createParents());
        } else if (there.isDirectory()) {
            throw new IsDirectoryException(path.toString(), null);
        } else if (options.mode() == WriteMode.CREATE_NEW) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return there;
    }

    private void requireParent(FsPath path, boolean create) throws IOException {
        FsPath parent = path.parentOrRoot();
        try {
            if (!storage.stat(parent, Links.FOLLOW).isDirectory()) {
                throw new NotDirectoryException(path.toString());
            }
        } catch (NoSuchFileException missing) {
            if (!create) {
                throw new NoSuchFileException(
                        path.toString(), null, "the parent directory '" + parent.name() + "' does not exist");
            }
            createDirectories(parent);
        }
    }

    private void createDirectories(FsPath directory) throws IOException {
        try {
            createDirectory(directory);
        } catch (NoSuchFileException parentIsMissing) {
            createDirectories(directory.parentOrRoot());
            createDirectory(directory);
        }
    }

    private void createDirectory(FsPath directory) throws IOException {
        try {
            storage.createDirectory(directory);
        } catch (FileAlreadyExistsException there) {
            if (!storage.stat(directory, Links.FOLLOW).isDirectory()) {
                throw new NotDirectoryException(directory.toString());
            }
        }
    }
}
