package io.anyfs.nio.backend;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.spi.LinkResolver;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where links lead, as users write it and as it is stored. A link from the root is stored as it is where the root is that of
 * its filesystem; elsewhere it is relative, and begins with {@code ././}, which means nothing and lets it be shown as it was written.
 */
record LinkTexts(Path root) {

    private static final String FROM_ROOT = "././";
    private static final String UP = "../";

    /**
     * What to store.
     *
     * @param directory where the link is, its own links resolved
     * @throws AccessDeniedException if the target leads out of the root by its names alone
     */
    Path stored(FsPath directory, String target, FsPath link) throws IOException {
        LinkResolver.requireTarget(target, directory.depth(), link);
        boolean fromRoot = target.startsWith("/");
        String text = fromRoot && !isWhole() ? FROM_ROOT + UP.repeat(directory.depth()) + target.substring(1) : target;
        try {
            return root.getFileSystem().getPath(text);
        } catch (InvalidPathException invalid) {
            throw new InvalidNameException(link.toString(), "the filesystem cannot have such a target");
        }
    }

    /** What users get to see. */
    String shown(FsPath directory, Path target, FsPath link) throws IOException {
        String text = text(target);
        if (!target.isAbsolute()) {
            String written = written(text, directory.depth());
            return written == null ? text : written;
        }
        if (isWhole()) {
            return text;
        }
        if (!target.startsWith(root)) {
            throw new AccessDeniedException(link.toString(), null, "the link leads out of the root");
        }
        return "/" + text(root.relativize(target));
    }

    /** Whether a link that comes to another directory has to be stored anew. */
    boolean dependsOnPlace(Path target, FsPath from, FsPath to) {
        return from.depth() != to.depth() && !target.isAbsolute() && written(text(target), from.depth()) != null;
    }

    private boolean isWhole() {
        return root.getNameCount() == 0 && text(root).equals("/");
    }

    private static @Nullable String written(String text, int depth) {
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
