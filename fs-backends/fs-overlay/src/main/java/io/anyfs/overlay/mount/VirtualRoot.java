package io.anyfs.overlay.mount;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.TreeDeletion;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;

/** The root of a tree that has no storage there: a directory that is empty and stays so. */
final class VirtualRoot implements Backend {

    static final Capabilities CAPABILITIES =
            Capabilities.of(Capabilities.Limits.NONE, Capability.CASE_SENSITIVE, Capability.NORMALIZATION_SENSITIVE);

    private final Instant created;

    VirtualRoot(Instant created) {
        this.created = created;
    }

    @Override
    public String name() {
        return "virtual";
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return CAPABILITIES;
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        requireRoot(path);
        return FileInfo.of(path, FileType.DIRECTORY, 0, created);
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        requireRoot(directory);
        return new MergedListing.NoEntries();
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        requireRoot(path);
        throw new IsDirectoryException(path.toString(), null);
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        throw readOnly(path);
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        throw readOnly(directory);
    }

    @Override
    public void delete(FsPath path) throws IOException {
        throw readOnly(path);
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        throw readOnly(directory);
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        throw readOnly(source);
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        throw readOnly(target);
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        throw readOnly(path);
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        throw new UnsupportedCapabilityException(link.toString(), Capability.SYMBOLIC_LINKS);
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        throw readOnly(link);
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        throw readOnly(link);
    }

    @Override
    public Space space(FsPath path) throws IOException {
        throw new UnsupportedCapabilityException(path.toString(), Capability.SPACE);
    }

    @Override
    public void close() {}

    private static void requireRoot(FsPath path) throws NoSuchFileException {
        if (!path.isRoot()) {
            throw new NoSuchFileException(path.toString());
        }
    }

    private static IOException readOnly(FsPath path) {
        return new UnsupportedCapabilityException(path.toString(), Capability.WRITE);
    }
}
