package io.anyfs.vfs2.backend;

import io.anyfs.FsPath;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.commons.vfs2.CacheStrategy;
import org.apache.commons.vfs2.FileName;
import org.apache.commons.vfs2.FileNotFoundException;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.NameScope;
import org.apache.commons.vfs2.impl.StandardFileSystemManager;
import org.apache.commons.vfs2.provider.FileProvider;

/**
 * Opens a storage with a manager of its own. That of {@link org.apache.commons.vfs2.VFS#getManager} is one for the whole process,
 * keeps its connections until that ends, and remembers what it saw.
 */
final class PrivateVfs {

    private PrivateVfs() {}

    /** A filesystem whose connections can be ended though others wait for them, and hold its lock as they do. */
    interface Connected {
        void end();
    }

    /**
     * Refuses a URI before its options are made, which need the provider's library.
     *
     * @throws IllegalArgumentException which names the library to add
     */
    static void requireProvider(String uri) throws IOException {
        try (StandardFileSystemManager manager = new StandardFileSystemManager()) {
            manager.init();
            Schemes.requireProviders(manager, uri);
        }
    }

    /** Resolves the directory that becomes the root. */
    @FunctionalInterface
    private interface Resolving {
        FileObject with(StandardFileSystemManager manager) throws FileSystemException;
    }

    static VfsBackend open(String uri, FileSystemOptions options) throws IOException {
        return open(uri, (StandardFileSystemManager manager) -> manager.resolveFile(uri, options));
    }

    /** A directory whose files are gone with the storage. */
    static VfsBackend openFleeting(String uri) throws IOException {
        return open(uri, (StandardFileSystemManager manager) -> {
            FileObject root = manager.resolveFile(uri);
            root.getFileSystem().getRoot().createFolder();
            return root;
        });
    }

    /** A directory in an archive. Its file is no part of a URI here, as of what is encoded twice one is decoded once. */
    static VfsBackend openArchive(String provider, String fileUri, FsPath directory) throws IOException {
        return open(provider + ":" + fileUri, (StandardFileSystemManager manager) -> {
            FileObject file = manager.resolveFile(fileUri);
            if (!file.isFile()) {
                throw new FileNotFoundException(file);
            }
            FileObject root = manager.createFileSystem(provider, file);
            return directory.isRoot()
                    ? root
                    : root.resolveFile("." + Places.encoded(directory.toString()), NameScope.DESCENDENT);
        });
    }

    private static VfsBackend open(String uri, Resolving resolving) throws IOException {
        CallCache cache = new CallCache();
        StandardFileSystemManager manager = new NamesOfEntries();
        boolean done = false;
        try {
            manager.setFilesCache(cache);
            manager.setCacheStrategy(CacheStrategy.MANUAL);
            manager.init();
            Schemes.requireProviders(manager, uri);
            replace(manager, "ftp", FtpProvider::new);
            replace(manager, "ftps", FtpProvider::new);
            replace(manager, "sftp", SftpProvider::new);
            FileObject root = resolving.with(manager);
            VfsBackend backend = VfsBackend.open(root, cache, () -> {
                if (root.getFileSystem() instanceof Connected connected) {
                    connected.end();
                }
                manager.close();
            });
            done = true;
            return backend;
        } catch (FileSystemException failure) {
            throw VfsFailures.of(failure, FsPath.ROOT);
        } finally {
            if (!done) {
                manager.close();
            }
        }
    }

    /** A provider that mends another, where the libraries are there that both need. */
    private static void replace(StandardFileSystemManager manager, String scheme, Supplier<FileProvider> mended)
            throws FileSystemException {
        if (manager.hasProvider(scheme)) {
            manager.removeProvider(scheme);
            manager.addProvider(scheme, mended.get());
        }
    }

    /**
     * Takes the name of an entry for a name: Commons VFS takes one such as {@code http:a} for a URI, and then nothing of its
     * directory can be listed.
     */
    private static final class NamesOfEntries extends StandardFileSystemManager {

        NamesOfEntries() {
            setConfiguration(StandardFileSystemManager.class.getResource("providers.xml"));
        }

        @Override
        public FileName resolveName(FileName directory, String name, NameScope scope) throws FileSystemException {
            boolean relative = scope == NameScope.CHILD && !name.startsWith(FileName.SEPARATOR);
            return super.resolveName(directory, relative ? "./" + name : name, scope);
        }
    }
}
