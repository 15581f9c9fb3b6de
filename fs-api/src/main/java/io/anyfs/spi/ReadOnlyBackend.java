package io.anyfs.spi;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.TreeDeletion;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import java.io.IOException;

/** A view through which nothing can be changed. */
public final class ReadOnlyBackend extends ForwardingBackend {

    private static final Capability[] CHANGING = {
        Capability.WRITE,
        Capability.APPEND,
        Capability.UPDATE,
        Capability.RANDOM_WRITE,
        Capability.TRUNCATE,
        Capability.READ_BACK,
        Capability.IN_PLACE_WRITE,
        Capability.DURABLE,
        Capability.CONDITIONAL_WRITE,
        Capability.MOVE,
        Capability.MOVE_DIRECTORY,
        Capability.ATOMIC_MOVE,
        Capability.COPY,
        Capability.SET_LAST_MODIFIED,
        Capability.SET_LAST_ACCESS,
        Capability.SET_MODE,
        Capability.SET_OWNER,
        Capability.DELETE_TREE,
        Capability.HARD_LINKS,
    };

    /** A read-only view of this backend, which it owns. */
    public ReadOnlyBackend(Backend delegate) {
        super(delegate);
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return super.capabilities(path).without(CHANGING);
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        throw refusal(path);
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        throw refusal(directory);
    }

    @Override
    public void delete(FsPath path) throws IOException {
        throw refusal(path);
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        throw refusal(directory);
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        throw refusal(source);
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        throw refusal(target);
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        throw refusal(path);
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        throw refusal(link);
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        throw refusal(link);
    }

    private static IOException refusal(FsPath path) {
        return new UnsupportedCapabilityException(path.toString(), Capability.WRITE);
    }
}
