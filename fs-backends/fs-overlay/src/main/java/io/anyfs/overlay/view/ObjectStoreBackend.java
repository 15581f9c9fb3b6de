package io.anyfs.overlay.view;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.Space;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;

/**
 * A storage that can do no more than a plain object store: whole files are written in order, listed, read from anywhere, copied and
 * deleted. What it refuses: to change or extend a file, to write into it before it is committed, to move, to link, and to keep
 * owners, modes and access times. To see whether what is built on storages asks for more than such a one has.
 */
public final class ObjectStoreBackend extends ForwardingBackend {

    private static final Capability[] MISSING = {
        Capability.APPEND,
        Capability.UPDATE,
        Capability.RANDOM_WRITE,
        Capability.TRUNCATE,
        Capability.READ_BACK,
        Capability.IN_PLACE_WRITE,
        Capability.DURABLE,
        Capability.MOVE,
        Capability.MOVE_DIRECTORY,
        Capability.ATOMIC_MOVE,
        Capability.SYMBOLIC_LINKS,
        Capability.HARD_LINKS,
        Capability.SET_LAST_MODIFIED,
        Capability.SET_LAST_ACCESS,
        Capability.SET_MODE,
        Capability.SET_OWNER,
        Capability.SPACE,
    };

    /** A view of this backend, which it owns. */
    public ObjectStoreBackend(Backend delegate) {
        super(delegate);
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return super.capabilities(path).without(MISSING);
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        for (Capability required : options.required()) {
            require(path, required);
        }
        return super.openWrite(path, options);
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        throw new UnsupportedCapabilityException(source.toString(), Capability.MOVE);
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        for (Capability required : changes.required()) {
            require(path, required);
        }
        super.setAttributes(path, changes, links);
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        throw new UnsupportedCapabilityException(link.toString(), Capability.SYMBOLIC_LINKS);
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        throw new UnsupportedCapabilityException(link.toString(), Capability.HARD_LINKS);
    }

    @Override
    public Space space(FsPath path) throws IOException {
        throw new UnsupportedCapabilityException(path.toString(), Capability.SPACE);
    }

    private void require(FsPath path, Capability capability) throws UnsupportedCapabilityException {
        if (!capabilities(path).has(capability)) {
            throw new UnsupportedCapabilityException(path.toString(), capability);
        }
    }
}
