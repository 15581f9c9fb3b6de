package io.anyfs.local;

import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directory of this machine that is the root.
 *
 * @param given its absolute path as it was given
 * @param real its path with all links resolved
 * @param posix whether files have owners, groups and permissions
 */
record Root(Path given, Path real, boolean posix) {

    static Root of(Path directory) throws IOException {
        Path given = directory.toAbsolutePath().normalize();
        if (!Files.exists(given)) {
            throw new NoSuchFileException(
                    given.toString(), null, "the directory does not exist; create it first (mkdir -p " + given + ")");
        }
        if (!Files.isDirectory(given)) {
            throw new NotADirectory(
                    given + ": is not a directory; give the directory that holds it (" + given.getParent() + ")");
        }
        boolean posix = Files.getFileStore(given).supportsFileAttributeView("posix")
                && given.getFileSystem().supportedFileAttributeViews().contains("unix");
        return new Root(given, given.toRealPath(), posix);
    }

    /** Opens it so that nobody who renames or replaces directories leads out of it, where the system can. */
    @SuppressWarnings("StreamResourceLeak") // the directory closes it
    Directory open() throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(real);
        if (posix && stream instanceof SecureDirectoryStream<Path> secure) {
            return new SecureDirectory(secure, FsPath.ROOT, real, System.nanoTime());
        }
        stream.close();
        return openByPath();
    }

    Directory openByPath() {
        return new PathDirectory(FsPath.ROOT, real, posix);
    }

    /** The path on this machine. */
    Path host(FsPath path) throws IOException {
        return path.isRoot() ? real : Names.path(real, prefix(), path);
    }

    /** The names below the root that an absolute path of this machine stands for; {@code null} if it leads elsewhere. */
    @Nullable
    List<String> inside(Path absolute) {
        Path below = absolute.startsWith(real)
                ? real.relativize(absolute)
                : absolute.startsWith(given) ? given.relativize(absolute) : null;
        return below == null ? null : names(below);
    }

    /** The names of a path, {@code ..} among them. */
    static List<String> names(Path path) {
        List<String> names = new ArrayList<>();
        for (Path name : path) {
            String text = name.toString();
            if (!text.isEmpty() && !text.equals(".")) {
                names.add(text);
            }
        }
        return names;
    }

    boolean exists() {
        return Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS);
    }

    private String prefix() {
        String text = real.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static final class NotADirectory extends NotDirectoryException {
        private static final long serialVersionUID = 1L;
        private final String message;

        NotADirectory(String message) {
            super("");
            this.message = message;
        }

        @Override
        public String getMessage() {
            return message;
        }
    }
}
