package io.anyfs.overlay.limit;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.WriteOptions;
import io.anyfs.overlay.time.NanoClock;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;

/**
 * A storage of which only so much is in use at once: calls under way, and open files and listings. Who comes when all is taken waits
 * in the order of arrival; after the longest wait it is {@link io.anyfs.TransientStorageException}, with the advice to wait as long
 * again, and nothing was done. A wait ends on interrupt ({@link java.io.InterruptedIOException}), and when the storage is closed.
 *
 * <p>What ends something never waits: an abort, a close. Nor does a deletion of a tree count as a call, as the one who is told of it
 * may make calls. Transfers go in pieces of 64 KiB through this process, so that a slow receiver holds no call. Safe for use by many
 * threads.
 */
public final class ConcurrencyBackend extends ForwardingBackend {

    private final Slots calls;
    private final Slots handles;

    /** A wrapper of this storage, which it owns. */
    public ConcurrencyBackend(Backend delegate, ConcurrencyOptions options) {
        this(delegate, options, NanoClock.SYSTEM);
    }

    /** A wrapper with a time of its own, as tests need. */
    public ConcurrencyBackend(Backend delegate, ConcurrencyOptions options, NanoClock clock) {
        super(delegate);
        this.calls = new Slots("calls at once", options.maxCalls(), options.maxWait(), clock);
        this.handles = new Slots("open files and listings", options.maxHandles(), options.maxWait(), clock);
    }

    /** A call. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** A call without a result. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    static <T> T call(Slots calls, FsPath path, Work<T> work) throws IOException {
        calls.acquire(path);
        try {
            return work.run();
        } finally {
            calls.release();
        }
    }

    private <T> T call(FsPath path, Work<T> work) throws IOException {
        return call(calls, path, work);
    }

    private void act(FsPath path, Action action) throws IOException {
        call(path, () -> {
            action.run();
            return path;
        });
    }

    private <T> T open(FsPath path, Work<T> opening) throws IOException {
        handles.acquire(path);
        boolean opened = false;
        try {
            T handle = call(path, opening);
            opened = true;
            return handle;
        } finally {
            if (!opened) {
                handles.release();
            }
        }
    }

    private HandleSlot slot(FsPath path) {
        return new HandleSlot(calls, handles, path);
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return call(path, () -> super.stat(path, links));
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        return new CountedListing(open(directory, () -> super.list(directory, options)), slot(directory));
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        return new CountedReadHandle(open(path, () -> super.openRead(path)), slot(path));
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        return new CountedWriteHandle(open(path, () -> super.openWrite(path, options)), slot(path));
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        act(directory, () -> super.createDirectory(directory));
    }

    @Override
    public void delete(FsPath path) throws IOException {
        act(path, () -> super.delete(path));
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        act(source, () -> super.move(source, target, ifExists));
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        act(source, () -> super.copy(source, target, ifExists));
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        act(path, () -> super.setAttributes(path, changes, links));
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        return call(link, () -> super.readLink(link));
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        act(link, () -> super.createSymbolicLink(link, target));
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        act(link, () -> super.createHardLink(link, file));
    }

    @Override
    public Space space(FsPath path) throws IOException {
        return call(path, () -> super.space(path));
    }

    @Override
    public void close() throws IOException {
        calls.close();
        handles.close();
        super.close();
    }
}
