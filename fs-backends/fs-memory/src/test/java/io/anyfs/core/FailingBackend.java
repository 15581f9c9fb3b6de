package io.anyfs.core;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.ListOptions;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingListing;
import io.anyfs.spi.ForwardingReadHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A storage in memory that says in which order things are closed, and fails each close if it is told to. */
final class FailingBackend extends ForwardingBackend {

    final List<String> closed = new CopyOnWriteArrayList<>();
    volatile boolean failing;

    FailingBackend() {
        super(new MemoryBackend(MemoryOptions.DEFAULT));
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        return new ForwardingReadHandle(super.openRead(path)) {
            @Override
            public void close() throws IOException {
                super.close();
                closing("read " + path);
            }
        };
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        return new ForwardingWriteHandle(super.openWrite(path, options)) {
            @Override
            public FileInfo commit() throws IOException {
                FileInfo info = super.commit();
                closing("commit " + path);
                return info;
            }

            @Override
            public void abort() throws IOException {
                super.abort();
                closing("abort " + path);
            }
        };
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        return new ForwardingListing(super.list(directory, options)) {
            @Override
            public void close() throws IOException {
                super.close();
                closing("list " + directory);
            }
        };
    }

    @Override
    public void close() throws IOException {
        super.close();
        closing("storage");
    }

    private void closing(String what) throws IOException {
        closed.add(what);
        if (failing) {
            throw new IOException("cannot end " + what);
        }
    }
}
