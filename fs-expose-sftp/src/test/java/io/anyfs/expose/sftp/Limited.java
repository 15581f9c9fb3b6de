package io.anyfs.expose.sftp;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;

/** A storage that can do less, as many can. */
final class Limited extends ForwardingBackend {

    private final Capability[] missing;

    private Limited(Backend storage, Capability... missing) {
        super(storage);
        this.missing = missing;
    }

    static FileSystem without(Backend storage, Capability... missing) {
        return FileSystem.over(new Limited(storage, missing));
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return super.capabilities(path).without(missing);
    }
}
