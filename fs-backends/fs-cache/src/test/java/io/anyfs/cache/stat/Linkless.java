package io.anyfs.cache.stat;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;

/** A storage without links, as those are for which facts are worth keeping: only what a change touches is forgotten. */
final class Linkless extends ForwardingBackend {

    Linkless(Backend delegate) {
        super(delegate);
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return super.capabilities(path).without(Capability.SYMBOLIC_LINKS);
    }
}
