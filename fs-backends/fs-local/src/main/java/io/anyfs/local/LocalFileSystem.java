package io.anyfs.local;

import io.anyfs.FileSystem;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Opens directories of this machine.
 *
 * <pre>{@code
 * try (FileSystem fs = LocalFileSystem.open(Path.of("/srv/data"))) {
 *     fs.write("/hello.txt", "hello");
 * }
 * }</pre>
 *
 * <p>What they refuse: to leave the directory, by {@code ..} or by links, unless {@link LinkPolicy#FOLLOW} lets them; and
 * names that begin with {@link LocalOptions#temporaryPrefix()}, where they keep unfinished files.
 *
 * <p>A link that is created with a leading slash is kept as a relative one, so that it leads to the same for all programs. A
 * move of the link itself keeps it right; when a directory above it is moved to another depth, it leads elsewhere, but never
 * out.
 */
public final class LocalFileSystem {

    private LocalFileSystem() {}

    /**
     * Opens a directory.
     *
     * @throws java.nio.file.NoSuchFileException if it does not exist
     * @throws java.nio.file.NotDirectoryException if it is a file
     */
    public static FileSystem open(Path directory) throws IOException {
        return open(directory, LocalOptions.DEFAULT);
    }

    /** Opens a directory with these options. */
    public static FileSystem open(Path directory, LocalOptions options) throws IOException {
        return FileSystem.over(LocalBackend.open(directory, options));
    }
}
