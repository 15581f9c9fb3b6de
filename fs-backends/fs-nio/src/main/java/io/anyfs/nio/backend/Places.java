package io.anyfs.nio.backend;

import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.Links;
import io.anyfs.spi.LinkResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where paths of the storage are in the filesystem. Links are followed name by name and never out of the root; somebody who
 * swaps a directory for a link in the very moment is not held off.
 */
final class Places {

    /** What takes each name as it is; others make a separator of a backslash, as zipfs does, or of a colon. */
    private static final Set<String> VERBATIM = Set.of("anyfs", "file");

    private final Path root;
    private final Traits traits;
    private final LinkTexts texts;
    private final boolean verbatim;

    Places(Path root, Traits traits) {
        this.root = root;
        this.traits = traits;
        this.texts = new LinkTexts(root);
        this.verbatim = root.getFileSystem().getSeparator().equals("/")
                && VERBATIM.contains(root.getFileSystem().provider().getScheme());
    }

    /**
     * A place without links on the way.
     *
     * @param path in the storage, links resolved
     * @param host in the filesystem
     */
    record Place(FsPath path, Path host) {}

    LinkTexts texts() {
        return texts;
    }

    /** Where a path leads. */
    Place place(FsPath path, Links last) throws IOException {
        TemporaryNames.requireFree(path);
        FsPath real = traits.capabilities().has(Capability.SYMBOLIC_LINKS)
                ? LinkResolver.resolve(new Entries(), FsPath.ROOT, path, last)
                : path;
        return new Place(real, host(real, path));
    }

    /** Where the parent of a path leads, if it is a directory; and what is to be in it. */
    Place placeInDirectory(FsPath path, Links last) throws IOException {
        Place place = place(path, last);
        if (!place.path.isRoot()) {
            requireDirectory(place.path.parentOrRoot(), path);
        }
        return place;
    }

    void requireDirectory(FsPath real, FsPath asked) throws IOException {
        FileInfo parent = find(new Place(real, host(real, asked)), asked);
        if (parent == null) {
            throw new NoSuchFileException(asked.toString(), null, "the directory that holds it is missing");
        } else if (!parent.isDirectory()) {
            throw new NotDirectoryException(asked.toString());
        }
    }

    Path host(FsPath real, FsPath asked) throws IOException {
        try {
            if (verbatim) {
                return real.isRoot() ? root : root.resolve(real.toString().substring(1));
            }
            Path host = root;
            for (String name : real) {
                Path next = root.getFileSystem().getPath(name);
                if (next.isAbsolute()
                        || next.getNameCount() != 1
                        || !next.toString().equals(name)) {
                    throw new InvalidNameException(asked.toString(), "the filesystem cannot have such a name");
                }
                host = host.resolve(next);
            }
            return host;
        } catch (InvalidPathException invalid) {
            InvalidNameException refusal =
                    new InvalidNameException(asked.toString(), "the filesystem cannot have such a name");
            refusal.initCause(invalid);
            throw refusal;
        }
    }

    /** The facts of what is at a place itself; {@code null} if nothing is. */
    @Nullable
    FileInfo find(Place place, FsPath asked) throws IOException {
        try {
            return traits.facts().read(place.host, asked);
        } catch (NoSuchFileException missing) {
            requireNoFileAbove(place.path, asked);
            return null;
        } catch (IOException failure) {
            IOException told = NioFailures.of(failure, asked);
            requireNoFileAbove(place.path, asked);
            throw told;
        }
    }

    FileInfo existing(Place place, FsPath asked) throws IOException {
        FileInfo found = find(place, asked);
        if (found == null) {
            throw new NoSuchFileException(asked.toString());
        }
        return found;
    }

    /** Filesystems tell differently of what is below a file. */
    private void requireNoFileAbove(FsPath path, FsPath asked) throws IOException {
        FsPath above = path.parent();
        while (above != null && !above.isRoot()) {
            BasicFileAttributes there = look(host(above, asked));
            if (there == null) {
                above = above.parent();
            } else if (there.isDirectory()) {
                return;
            } else {
                throw new NotDirectoryException(asked.toString());
            }
        }
    }

    /** One look: what is deleted between two would seem to be there and no directory. */
    private static @Nullable BasicFileAttributes look(Path host) {
        try {
            return Files.readAttributes(host, BasicFileAttributes.class);
        } catch (IOException unknown) {
            return null;
        }
    }

    private final class Entries implements LinkResolver.Entries {

        @Override
        public @Nullable FileInfo find(FsPath path) throws IOException {
            return Places.this.find(new Place(path, host(path, path)), path);
        }

        @Override
        public String target(FsPath link) throws IOException {
            return texts.shown(link.parentOrRoot(), Files.readSymbolicLink(host(link, link)), link);
        }
    }
}
