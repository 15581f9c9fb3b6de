package io.anyfs.vfs2;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.util.Collection;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.provider.AbstractFileName;
import org.apache.commons.vfs2.provider.AbstractFileSystem;
import org.jspecify.annotations.Nullable;

/** A storage as Commons VFS sees it. */
final class AnyfsFileSystem extends AbstractFileSystem {

    private static final System.Logger LOG = System.getLogger(AnyfsFileSystem.class.getName());

    private final Location location;
    private final FileSystem storage;
    private final Publication publication;

    AnyfsFileSystem(
            AnyfsFileName root, @Nullable FileSystemOptions options, FileSystem storage, Publication publication) {
        super(root, null, options);
        this.location = root.location();
        this.storage = storage;
        this.publication = publication;
    }

    Location location() {
        return location;
    }

    Publication publication() {
        return publication;
    }

    /**
     * The storage.
     *
     * @throws FileSystemException if it is closed
     */
    FileSystem storage() throws FileSystemException {
        if (!storage.isOpen()) {
            throw new FileSystemException("vfs.provider/closed.error", new ClosedFileSystemException());
        }
        return storage;
    }

    boolean can(FsPath place, Capability capability) throws FileSystemException {
        return storage().capabilities(place).has(capability);
    }

    @Override
    protected FileObject createFile(AbstractFileName name) {
        return new AnyfsFileObject((AnyfsFileName) name, this);
    }

    /** What works at the root. Where a part of the storage can do more or less, its files do so too. */
    @Override
    protected void addCapabilities(Collection<org.apache.commons.vfs2.Capability> all) {
        all.addAll(VfsCapabilities.of(storage.capabilities()));
    }

    /** In milliseconds. */
    @Override
    public double getLastModTimeAccuracy() {
        return storage.capabilities().limits().timestampPrecision().toNanos() / 1e6;
    }

    /**
     * {@code anyfs:name}, {@code anyfs:capabilities}, and where the storage knows its room, in bytes, {@code totalSpace},
     * {@code usableSpace} and {@code unallocatedSpace}.
     */
    @Override
    public Object getAttribute(String name) throws FileSystemException {
        try {
            return switch (name) {
                case "anyfs:name" -> storage().name();
                case "anyfs:capabilities" -> storage().capabilities();
                case "totalSpace" -> storage().space(FsPath.ROOT).total();
                case "usableSpace" -> storage().space(FsPath.ROOT).usable();
                case "unallocatedSpace" -> storage().space(FsPath.ROOT).free();
                default -> super.getAttribute(name);
            };
        } catch (FileSystemException told) {
            throw told;
        } catch (IOException failure) {
            throw new FileSystemException("vfs.provider/get-attributes.error", getRootName(), failure);
        }
    }

    /**
     * Closes the storage, and with it all that is open. Commons VFS has no way to tell of a failure here, so that is logged. What drops
     * connections for a time, {@code freeUnusedResources}, does nothing, as a storage cannot be opened again.
     */
    @Override
    public void close() {
        try {
            storage.close();
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.WARNING, "closing " + location + " failed", failure);
        }
    }
}
