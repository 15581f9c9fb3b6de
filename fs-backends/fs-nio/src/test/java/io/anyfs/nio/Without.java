package io.anyfs.nio;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import java.util.Set;

/** A storage that declares less than it can. */
final class Without extends ForwardingBackend {

    private final Backend storage;
    private final Set<Capability> missing;

    Without(Backend storage, Set<Capability> missing) {
        super(storage);
        this.storage = storage;
        this.missing = missing;
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return storage.capabilities(path).without(missing.toArray(Capability[]::new));
    }
}
