package io.anyfs.s3;

import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;

/** Opens objects for reading: with one request, which brings the first bytes along, or with what was fetched ahead. */
final class S3Reads {

    private final Storage storage;

    S3Reads(Storage storage) {
        this.storage = storage;
    }

    BackendReadHandle open(FsPath path) throws IOException {
        if (path.isRoot() || Keys.isDirectoryOnly(path)) {
            throw noFile(path);
        }
        String key = storage.keys().file(path);
        ObjectStart start = storage.ahead().start(path);
        if (start == null) {
            start = ObjectStart.fetch(storage.bucket(), key, path, ReadAhead.FIRST_BLOCK);
        }
        if (start == null) {
            throw noFile(path);
        }
        StoredBytes stored = new StoredBytes(storage.bucket(), key, start.eTag(), path);
        long size = start.info().size();
        return new S3ReadHandle(
                start.info(), new ReadAhead(stored, size, start.first(), storage.transfers(), ReadMemory.shared()));
    }

    private IOException noFile(FsPath path) throws IOException {
        return path.isRoot() || storage.directories().exists(path)
                ? new IsDirectoryException(path.toString(), null)
                : storage.directories().missing(path);
    }
}
