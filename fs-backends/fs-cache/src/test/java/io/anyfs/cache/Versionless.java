package io.anyfs.cache;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingListing;
import io.anyfs.spi.ForwardingReadHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.time.temporal.ChronoUnit;

/** A storage that knows of a file no more than size and time, to the second, as many servers of FTP do. */
final class Versionless extends ForwardingBackend {

    Versionless(Backend delegate) {
        super(delegate);
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return super.capabilities(path).without(Capability.CONDITIONAL_WRITE, Capability.READ_AFTER_DELETE);
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return coarse(super.stat(path, links));
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        return new ForwardingListing(super.list(directory, options)) {
            @Override
            public FileInfo next() throws IOException {
                FileInfo next = super.next();
                return next == null ? null : coarse(next);
            }
        };
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        return new ForwardingReadHandle(super.openRead(path)) {
            @Override
            public FileInfo info() {
                return coarse(super.info());
            }
        };
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        return new ForwardingWriteHandle(super.openWrite(path, options)) {
            @Override
            public FileInfo commit() throws IOException {
                return coarse(super.commit());
            }
        };
    }

    private static FileInfo coarse(FileInfo info) {
        return FileInfo.of(
                info.path(), info.type(), info.size(), info.lastModified().truncatedTo(ChronoUnit.SECONDS));
    }
}
