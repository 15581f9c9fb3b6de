package io.anyfs.vfs2.backend;

import io.anyfs.FsPath;
import java.io.IOException;
import org.apache.commons.vfs2.CacheStrategy;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.impl.StandardFileSystemManager;

/**
 * Opens a storage with a manager of its own. That of {@link org.apache.commons.vfs2.VFS#getManager} is one for the whole process,
 * keeps its connections until that ends, and remembers what it saw.
 */
final class OwnManager {

    private OwnManager() {}

    static VfsBackend open(String uri, FileSystemOptions options) throws IOException {
        CallCache cache = new CallCache();
        StandardFileSystemManager manager = new StandardFileSystemManager();
        boolean done = false;
        try {
            manager.setFilesCache(cache);
            manager.setCacheStrategy(CacheStrategy.MANUAL);
            manager.init();
            Schemes.requireProviders(manager, uri);
            FileObject root = manager.resolveFile(uri, options);
            VfsBackend backend = VfsBackend.open(root, cache, manager::close);
            done = true;
            return backend;
        } catch (org.apache.commons.vfs2.FileSystemException failure) {
            throw VfsFailures.of(failure, FsPath.ROOT);
        } finally {
            if (!done) {
                manager.close();
            }
        }
    }
}
