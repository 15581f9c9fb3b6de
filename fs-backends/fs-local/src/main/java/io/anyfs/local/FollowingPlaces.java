package io.anyfs.local;

import io.anyfs.FsPath;
import io.anyfs.Links;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets the operating system find the way, over any link ({@link LinkPolicy#FOLLOW}). */
final class FollowingPlaces implements Places {

    private static final int MAX_LINKS = 40;

    private final Root root;

    FollowingPlaces(Root root) {
        this.root = root;
    }

    @Override
    public Place place(FsPath path, Links last) throws IOException {
        if (path.isRoot()) {
            return new Place(at(path, root.host(path)), ".");
        }
        FsPath parent = path.parentOrRoot();
        Path host = root.host(path);
        if (last == Links.FOLLOW && Files.isSymbolicLink(host)) {
            return followed(path, host);
        }
        Path directory = root.host(parent);
        requireDirectory(directory, path);
        return new Place(at(parent, directory), path.name());
    }

    @Override
    public Directory directory(FsPath path) throws IOException {
        Path host = root.host(path);
        requireDirectory(host, path);
        return at(path, host);
    }

    @Override
    public @Nullable Directory recent(FsPath path) {
        return null;
    }

    @Override
    public void forget(FsPath path) {}

    @Override
    public void close() {}

    /** A link can lead to where nothing is, yet. */
    private Place followed(FsPath path, Path host) throws IOException {
        Path place = host;
        for (int links = 0; Files.isSymbolicLink(place); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemLoopException(path.toString());
            }
            Path parent = Objects.requireNonNull(place.toAbsolutePath().getParent(), "a link is in a directory");
            place = parent.toRealPath().resolve(Files.readSymbolicLink(place));
        }
        Path parent = place.toAbsolutePath().getParent();
        if (parent == null || Files.isDirectory(place)) {
            return new Place(at(path, place), ".");
        }
        requireDirectory(parent, path);
        return new Place(
                at(path.parentOrRoot(), parent.toRealPath()),
                place.getFileName().toString());
    }

    private Directory at(FsPath path, Path host) {
        return new PathDirectory(path, host, root.posix());
    }

    private static void requireDirectory(Path directory, FsPath asked) throws IOException {
        try {
            if (!Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
                throw new NotDirectoryException(asked.toString());
            }
        } catch (NoSuchFileException missing) {
            // Newer JDKs say so of what is below a file, too.
            if (isBelowFile(directory)) {
                throw new NotDirectoryException(asked.toString());
            }
            throw missing;
        }
    }

    private static boolean isBelowFile(Path missing) {
        for (Path above = missing.getParent(); above != null; above = above.getParent()) {
            try {
                // One look: what is deleted between two would seem to be there and no directory.
                return !Files.readAttributes(above, BasicFileAttributes.class).isDirectory();
            } catch (IOException unknown) {
                // What is above it decides.
            }
        }
        return false;
    }
}
