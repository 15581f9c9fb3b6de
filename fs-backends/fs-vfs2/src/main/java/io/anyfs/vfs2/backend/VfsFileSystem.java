package io.anyfs.vfs2.backend;

import io.anyfs.FileSystem;
import java.io.IOException;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemOptions;

/** Opens directories of filesystems of Apache Commons VFS: archives, SFTP, FTP and WebDAV servers, those of other vendors. */
public final class VfsFileSystem {

    private VfsFileSystem() {}

    /**
     * A directory, which becomes the root. Closing what is returned leaves its filesystem and its manager open.
     *
     * <p>What that manager remembers of files is forgotten at each look, so nothing stale is told; for that, calls are made one
     * after another. {@link #open} has a manager of its own and does not need that.
     *
     * @throws java.nio.file.NoSuchFileException if the directory does not exist
     * @throws java.nio.file.NotDirectoryException if it is a file
     */
    public static FileSystem of(FileObject directory) throws IOException {
        return FileSystem.over(VfsBackend.open(directory));
    }

    /**
     * A directory by its URI, as Commons VFS writes it, such as {@code zip:file:///srv/a.zip} or {@code sftp://host/srv}, opened
     * by a manager of its own. Closing what is returned ends all connections.
     *
     * @throws java.nio.file.NoSuchFileException if the directory does not exist
     * @throws java.nio.file.NotDirectoryException if it is a file
     * @throws IllegalArgumentException if no provider knows the URI, or it lacks a library
     */
    public static FileSystem open(String uri) throws IOException {
        return open(uri, new FileSystemOptions());
    }

    /** The same, with options such as who logs in. */
    public static FileSystem open(String uri, FileSystemOptions options) throws IOException {
        return FileSystem.over(PrivateVfs.open(uri, options));
    }
}
