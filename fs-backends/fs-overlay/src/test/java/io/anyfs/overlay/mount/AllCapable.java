package io.anyfs.overlay.mount;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;

/** Declares what works on whole trees, to see who takes it away. */
final class AllCapable extends ForwardingBackend {

    AllCapable(Backend delegate) {
        super(delegate);
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return super.capabilities(path).with(Capability.RECURSIVE_LIST, Capability.DELETE_TREE);
    }
}
