package io.anyfs.nio.backend;

import io.anyfs.FileSystem;
import java.io.IOException;
import java.nio.file.Path;

/** Opens directories of {@code java.nio.file} filesystems: jimfs, zip files, those of other vendors. */
public final class NioFileSystem {

    private NioFileSystem() {}

    /**
     * A directory of any {@code java.nio.file} filesystem, which becomes the root. Closing what is returned leaves that
     * filesystem open.
     *
     * @throws java.nio.file.NoSuchFileException if the directory does not exist
     * @throws java.nio.file.NotDirectoryException if it is a file
     */
    public static FileSystem open(Path directory) throws IOException {
        return FileSystem.over(NioBackend.open(directory));
    }

    /**
     * A whole {@code java.nio.file} filesystem, from its first root directory on. Closing what is returned closes it.
     *
     * @throws UnsupportedOperationException if it cannot be closed, as that of the system
     */
    public static FileSystem owning(java.nio.file.FileSystem fs) throws IOException {
        return FileSystem.over(
                NioBackend.owning(fs.getRootDirectories().iterator().next(), fs));
    }
}
