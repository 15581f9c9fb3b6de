package io.anyfs.local;

import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at files, and opens them for reading. What was looked at and what was opened must be the same, but the JDK cannot look
 * at an open file: so it is looked at before and after.
 */
final class LocalReads {

    static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private static final int MAX_TRIES = 16;

    private final LocalBackend backend;

    LocalReads(LocalBackend backend) {
        this.backend = backend;
    }

    /** The facts of what a path leads to. */
    FileInfo stat(FsPath path, Links links) throws IOException {
        FileInfo known = backend.reader().known(path);
        if (known != null) {
            return known;
        }
        if (path.isRoot()) {
            return statAnew(path, links);
        }
        try (Directory parent = backend.places().recent(path.parentOrRoot())) {
            return parent == null ? statAnew(path, links) : statNear(path, links, parent);
        }
    }

    /** The facts of an entry of a directory that was reached within the last second, or if it is not that easy, found anew. */
    private FileInfo statNear(FsPath path, Links links, Directory parent) throws IOException {
        BasicFileAttributes seen;
        try {
            seen = new Place(parent, path.name()).find();
            FileInfo near = seen == null ? null : backend.reader().confirmed(path, seen);
            if (near != null) {
                return near;
            }
        } catch (IOException other) {
            return statAnew(path, links);
        }
        if (seen == null) {
            // If the path still leads to this directory, there is no need to look into it again.
            try (Directory now = backend.places().directory(path.parentOrRoot())) {
                if (now.equals(parent)) {
                    throw new Found.Nothing(path);
                }
            }
        }
        return statAnew(path, links);
    }

    private FileInfo statAnew(FsPath path, Links links) throws IOException {
        try (Found found = backend.find(path, links)) {
            BasicFileAttributes file = found.existing(path);
            FileInfo info = backend.reader().info(path, found.place(), file);
            backend.confirm(path, found.place(), file);
            return info;
        }
    }

    /** Opens what a path leads to. */
    LocalReadHandle open(FsPath path) throws IOException {
        LocalReadHandle near = openNear(path);
        if (near != null) {
            return near;
        }
        try (Found found = backend.find(path, Links.FOLLOW)) {
            return open(path, found);
        }
    }

    /** Opens a file that was found. */
    LocalReadHandle open(FsPath path, Found found) throws IOException {
        Place place = found.place();
        BasicFileAttributes before = found.existing(path);
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            LocalReadHandle handle = openSame(path, place, requireReadable(before, path));
            if (handle != null) {
                backend.confirm(path, place, before);
                return handle;
            }
            before = backend.existing(place, path);
        }
        throw new FileChangedException(path.toString(), "it keeps changing while it is being opened");
    }

    /**
     * Opens a file in a directory that was reached within the last second; {@code null} if it is not that easy, and then whoever
     * goes the whole way will tell what is wrong.
     */
    private @Nullable LocalReadHandle openNear(FsPath path) {
        if (path.isRoot()) {
            return null;
        }
        try (Directory directory = backend.places().recent(path.parentOrRoot())) {
            return directory == null ? null : openNear(path, directory);
        } catch (IOException changed) {
            return null;
        }
    }

    private @Nullable LocalReadHandle openNear(FsPath path, Directory directory) throws IOException {
        BasicFileAttributes seen = backend.reader().seen(path);
        BasicFileAttributes before = seen != null ? seen : directory.attributes(path.name());
        if (!before.isRegularFile()) {
            return null;
        }
        FileChannel channel = directory.open(path.name(), READ);
        boolean opened = false;
        try {
            FileInfo after = seen != null
                    ? backend.reader().known(path)
                    : backend.reader().confirmed(path, before);
            if (after == null || !isSameVersion(before, after)) {
                return null;
            }
            LocalReadHandle handle = new LocalReadHandle(after, channel, () -> reopen(path, after));
            opened = true;
            return handle;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private @Nullable LocalReadHandle openSame(FsPath path, Place place, BasicFileAttributes before)
            throws IOException {
        FileChannel channel = place.directory().open(place.name(), READ);
        boolean opened = false;
        try {
            BasicFileAttributes after = backend.find(place);
            if (after == null || !isSameVersion(before, after)) {
                return null;
            }
            FileInfo info = backend.reader().info(path, place, after);
            LocalReadHandle handle = new LocalReadHandle(info, channel, () -> reopen(path, info));
            opened = true;
            return handle;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private FileChannel reopen(FsPath path, FileInfo wanted) throws IOException {
        try (Found found = backend.find(path, Links.FOLLOW);
                LocalReadHandle again = open(path, found)) {
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
                && one.isRegularFile() == other.isRegularFile()
                && one.size() == other.size()
                && one.lastModifiedTime().equals(other.lastModifiedTime());
    }

    /** Of what is known to be the same file. */
    private static boolean isSameVersion(BasicFileAttributes before, FileInfo after) {
        return before.size() == after.size()
                && before.lastModifiedTime().toInstant().equals(after.lastModified());
    }

    static BasicFileAttributes requireReadable(BasicFileAttributes file, FsPath path) throws IOException {
        if (file.isDirectory()) {
            throw new IsDirectoryException(path.toString(), null);
        } else if (!file.isRegularFile()) {
            // Opening a pipe would wait for its other end.
            throw new FileSystemException(path.toString(), null, "neither a file nor a directory; it cannot be read");
        }
        return file;
    }
}
