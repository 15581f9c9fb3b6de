package io.anyfs.local;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.spi.LinkResolver;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where links lead, as users see it and as it is on disk. On disk a link is relative, so that it leads to the same for every
 * program, and still does when the root was moved or is mounted elsewhere. One that was written with a leading slash begins
 * with {@code ././} there, which means nothing to the system and lets it be shown as it was written.
 */
final class LinkTargets {

    private static final String FROM_ROOT = "././";
    private static final String UP = "../";

    private LinkTargets() {}

    /**
     * What to write on disk.
     *
     * @param directory the real path of the link's directory
     * @throws AccessDeniedException if the target leads out of the root by its names alone
     */
    static Path stored(Root root, FsPath directory, String target, FsPath link) throws IOException {
        LinkResolver.requireTarget(target, directory.depth(), link);
        boolean fromRoot = target.startsWith("/");
        String text = fromRoot ? FROM_ROOT + UP.repeat(directory.depth()) + target.substring(1) : target;
        try {
            return root.real().getFileSystem().getPath(text);
        } catch (InvalidPathException invalid) {
            throw new InvalidNameException(link.toString(), "the system cannot have such a target");
        }
    }

    /**
     * What to write on disk for a link that comes to lie in another directory.
     *
     * @param from the real path of its directory
     * @param to the real path of its directory to be
     */
    static Path moved(Root root, Path target, FsPath from, FsPath to, FsPath link) throws IOException {
        String fromRoot = target.isAbsolute() ? null : fromRoot(text(target), from.depth());
        return fromRoot == null ? target : stored(root, to, fromRoot, link);
    }

    /**
     * What users get to see: never a path of the machine outside of the root.
     *
     * @param directory the real path of the link's directory
     */
    static String shown(Root root, FsPath directory, Path target, FsPath link) throws IOException {
        if (target.isAbsolute()) {
            List<String> inside = root.inside(target);
            if (inside == null) {
                throw new AccessDeniedException(link.toString(), null, "the link leads out of the root");
            }
            return "/" + String.join("/", inside);
        }
        String text = text(target);
        String fromRoot = fromRoot(text, directory.depth());
        return fromRoot == null ? text : fromRoot;
    }

    /** The target as it was written, if it had a leading slash and the link is still as deep as it was. */
    private static @Nullable String fromRoot(String text, int depth) {
        // A path has no trailing slash, whether one was written or not.
        String whole = text + "/";
        String start = FROM_ROOT + UP.repeat(depth);
        if (!whole.startsWith(start)) {
            return null;
        }
        String below = whole.substring(start.length());
        return below.startsWith(UP) ? null : "/" + (below.isEmpty() ? "" : below.substring(0, below.length() - 1));
    }

    private static String text(Path target) {
        return target.toString().replace(target.getFileSystem().getSeparator(), "/");
    }
}
