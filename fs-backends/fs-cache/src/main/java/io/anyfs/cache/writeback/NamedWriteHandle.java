package io.anyfs.cache.writeback;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;

/** A write whose file is told by the path that was asked for. */
final class NamedWriteHandle extends ForwardingWriteHandle {

    private final FsPath path;

    NamedWriteHandle(BackendWriteHandle delegate, FsPath path) {
        super(delegate);
        this.path = path;
    }

    @Override
    public FileInfo commit() throws IOException {
        return super.commit().withPath(path);
    }
}
