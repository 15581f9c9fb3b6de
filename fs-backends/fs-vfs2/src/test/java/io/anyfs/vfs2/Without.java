package io.anyfs.vfs2;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;

/** A storage that cannot do all that another can. */
final class Without extends ForwardingBackend {

    private final Capability[] missing;

    private Without(Backend backend, Capability... missing) {
        super(backend);
        this.missing = missing;
    }

    static FileSystem of(FileSystem storage, Capability... missing) throws IOException {
        return storage.borrow("less", backend -> new Without(backend, missing));
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return super.capabilities(path).without(missing);
    }
}
