package io.anyfs.vfs2;

import io.anyfs.FileSystem;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemManager;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.impl.DefaultFileSystemManager;

/**
 * Storages as filesystems of Apache Commons VFS:
 *
 * <pre>{@code
 * FileObject root = VfsFileSystems.of(VFS.getManager(), fs);
 * root.resolveFile("reports").copyFrom(other, Selectors.SELECT_ALL);
 * }</pre>
 *
 * <p>Where no code can be written, an {@code anyfs:} URL opens a storage, as {@link AnyfsFileProvider} tells. Safe for use by many
 * threads. What happens in which case is in {@code docs/vfs2.md}.
 */
public final class VfsFileSystems {

    private static final AtomicLong UNNAMED = new AtomicLong();

    private VfsFileSystems() {}

    /**
     * The root folder of a storage. The storage is closed with the manager, or by its
     * {@link FileSystemManager#closeFileSystem closeFileSystem}; who wants to keep it hands in a {@linkplain FileSystem#borrow
     * borrow}.
     *
     * @param manager one that has the {@code anyfs} provider already, or a {@link DefaultFileSystemManager}, which gets it
     * @throws FileSystemException if the manager takes no provider
     */
    public static FileObject of(FileSystemManager manager, FileSystem fs) throws FileSystemException {
        return of(manager, fs, new FileSystemOptions(), "unnamed-" + UNNAMED.incrementAndGet());
    }

    /**
     * As {@link #of(FileSystemManager, FileSystem)}, to be found by {@code anyfs://name/} in this manager until it is closed.
     *
     * @param options of {@link AnyfsFileSystemConfigBuilder}
     * @param name letters, digits, {@code -}, {@code .} and {@code _}, beginning with a letter
     * @throws IllegalArgumentException if that is no name
     * @throws FileSystemException if another has that name, or the manager takes no provider
     */
    public static FileObject of(FileSystemManager manager, FileSystem fs, FileSystemOptions options, String name)
            throws FileSystemException {
        Location location = Location.named(name);
        if (!manager.hasProvider(Location.SCHEME)) {
            if (!(manager instanceof DefaultFileSystemManager extensible)) {
                throw new FileSystemException("vfs.impl/unknown-scheme.error", Location.SCHEME, location);
            }
            extensible.addProvider(Location.SCHEME, new AnyfsFileProvider());
        }
        FileSystemOptions withStorage = (FileSystemOptions) options.clone();
        AnyfsFileSystemConfigBuilder.getInstance().setStorage(withStorage, fs);
        return manager.resolveFile(location.root() + "/", withStorage);
    }
}
