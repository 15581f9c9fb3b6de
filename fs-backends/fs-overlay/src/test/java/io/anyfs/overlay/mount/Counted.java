package io.anyfs.overlay.mount;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
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
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is open, and sees whether the storage is closed under it. */
final class Counted extends ForwardingBackend {

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();
    private volatile boolean closedWhileOpen;

    Counted(Backend delegate) {
        super(delegate);
    }

    int open() {
        return open.get();
    }

    int closes() {
        return closes.get();
    }

    boolean closedWhileOpen() {
        return closedWhileOpen;
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        BackendReadHandle handle = super.openRead(path);
        open.incrementAndGet();
        return new ForwardingReadHandle(handle) {
            @Override
            public void close() throws IOException {
                open.decrementAndGet();
                super.close();
            }
        };
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        BackendListing listing = super.list(directory, options);
        open.incrementAndGet();
        return new ForwardingListing(listing) {
            @Override
            public void close() throws IOException {
                open.decrementAndGet();
                super.close();
            }
        };
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        BackendWriteHandle handle = super.openWrite(path, options);
        open.incrementAndGet();
        return new ForwardingWriteHandle(handle) {
            @Override
            public FileInfo commit() throws IOException {
                open.decrementAndGet();
                return super.commit();
            }

            @Override
            public void abort() throws IOException {
                open.decrementAndGet();
                super.abort();
            }
        };
    }

    @Override
    public void close() throws IOException {
        closes.incrementAndGet();
        closedWhileOpen |= open.get() != 0;
        super.close();
    }
}
