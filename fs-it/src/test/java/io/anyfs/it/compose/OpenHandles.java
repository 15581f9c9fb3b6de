package io.anyfs.it.compose;

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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows what is open in a storage. */
final class OpenHandles extends ForwardingBackend {

    private final Set<String> open = new TreeSet<>();
    private final AtomicInteger opened = new AtomicInteger();
    private boolean closed;

    OpenHandles(Backend delegate) {
        super(delegate);
    }

    /** What is open: handles, listings, and the storage itself. */
    synchronized Set<String> open() {
        Set<String> all = new TreeSet<>(open);
        if (!closed) {
            all.add("the storage");
        }
        return all;
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        BackendListing listing = super.list(directory, options);
        String label = opened("listing of ", directory);
        return new ForwardingListing(listing) {
            @Override
            public void close() throws IOException {
                ended(label);
                super.close();
            }
        };
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        BackendReadHandle handle = super.openRead(path);
        String label = opened("reader of ", path);
        return new ForwardingReadHandle(handle) {
            @Override
            public void close() throws IOException {
                ended(label);
                super.close();
            }
        };
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        BackendWriteHandle handle = super.openWrite(path, options);
        String label = opened("writer of ", path);
        return new ForwardingWriteHandle(handle) {
            @Override
            public FileInfo commit() throws IOException {
                ended(label);
                return super.commit();
            }

            @Override
            public void abort() throws IOException {
                ended(label);
                super.abort();
            }
        };
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
        }
        super.close();
    }

    private synchronized String opened(String what, FsPath path) {
        String label = what + path + " (" + opened.incrementAndGet() + ")";
        open.add(label);
        return label;
    }

    private synchronized void ended(String label) {
        open.remove(label);
    }
}
