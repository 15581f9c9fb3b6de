package io.anyfs.nio;

import io.anyfs.Capability;
import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import org.jspecify.annotations.Nullable;

/** The storage, or that part of it in which a path is. */
final class AnyfsFileStore extends FileStore {

    private final AnyfsFileSystem fs;
    private final FsPath place;

    AnyfsFileStore(AnyfsFileSystem fs, FsPath place) {
        this.fs = fs;
        this.place = place;
    }

    @Override
    public String name() {
        return fs.storage().name();
    }

    @Override
    public String type() {
        return fs.storage().name();
    }

    @Override
    public boolean isReadOnly() {
        return !fs.can(place, Capability.WRITE);
    }

    @Override
    public long getTotalSpace() throws IOException {
        return fs.storage().space(place).total();
    }

    @Override
    public long getUsableSpace() throws IOException {
        return fs.storage().space(place).usable();
    }

    @Override
    public long getUnallocatedSpace() throws IOException {
        return fs.storage().space(place).free();
    }

    @Override
    public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
        return type == BasicFileAttributeView.class
                || ((type == PosixFileAttributeView.class || type == FileOwnerAttributeView.class)
                        && supportsFileAttributeView("posix"));
    }

    @Override
    public boolean supportsFileAttributeView(String name) {
        return fs.supportedFileAttributeViews().contains(name);
    }

    @Override
    public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
        return null;
    }

    /** The space by its names, and {@code anyfs:capabilities}, the {@link io.anyfs.Capabilities} there. */
    @Override
    public Object getAttribute(String attribute) throws IOException {
        return switch (attribute) {
            case "totalSpace" -> getTotalSpace();
            case "usableSpace" -> getUsableSpace();
            case "unallocatedSpace" -> getUnallocatedSpace();
            case "anyfs:capabilities" -> fs.storage().capabilities(place);
            default -> throw new UnsupportedOperationException("no attribute of a store: " + attribute);
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AnyfsFileStore store && store.fs == fs;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(fs);
    }

    @Override
    public String toString() {
        return name();
    }
}
