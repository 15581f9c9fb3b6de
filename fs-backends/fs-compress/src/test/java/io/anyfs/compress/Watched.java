package io.anyfs.compress;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingListing;
import io.anyfs.spi.ForwardingReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A storage that counts what is asked of it, and may hide the versions of its files. */
final class Watched extends ForwardingBackend {

    final AtomicInteger opens = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicLong bytes = new AtomicLong();
    private final boolean versions;
    private volatile Opening opening = path -> {};

    Watched(Backend delegate) {
        this(delegate, true);
    }

    Watched(Backend delegate, boolean versions) {
        super(delegate);
        this.versions = versions;
    }

    /** Runs before a file is opened for reading. */
    interface Opening {
        void before(FsPath path) throws IOException;
    }

    void beforeOpening(Opening step) {
        opening = step;
    }

    /** The same for somebody who may close it without it being closed for the others. */
    Backend shared() {
        return new ForwardingBackend(this) {
            @Override
            public void close() {}
        };
    }

    void reset() {
        opens.set(0);
        reads.set(0);
        bytes.set(0);
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return shown(super.stat(path, links));
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        return new ForwardingListing(super.list(directory, options)) {
            @Override
            public FileInfo next() throws IOException {
                FileInfo next = super.next();
                return next == null ? null : shown(next);
            }
        };
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        opening.before(path);
        BackendReadHandle handle = super.openRead(path);
        opens.incrementAndGet();
        open.incrementAndGet();
        return new ForwardingReadHandle(handle) {
            @Override
            public FileInfo info() {
                return shown(super.info());
            }

            @Override
            public int read(ByteBuffer target, long position) throws IOException {
                int count = super.read(target, position);
                reads.incrementAndGet();
                bytes.addAndGet(Math.max(0, count));
                return count;
            }

            @Override
            public void close() throws IOException {
                open.decrementAndGet();
                super.close();
            }
        };
    }

    private FileInfo shown(FileInfo info) {
        return versions
                ? info
                : new FileInfo(
                        info.path(),
                        info.type(),
                        info.size(),
                        info.lastModified(),
                        info.created(),
                        info.lastAccess(),
                        null,
                        info.fileId(),
                        info.posix());
    }
}
