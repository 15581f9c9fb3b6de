package io.anyfs.overlay.limit;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.TreeDeletion;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import io.anyfs.overlay.time.NanoClock;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.time.Duration;

/**
 * A storage whose calls take no longer than a bound. One that does is interrupted and fails with
 * {@link io.anyfs.TransientStorageException}, which says that the outcome is unknown: a change, and a commit, may still happen.
 * What is opened too late is closed, a write is aborted. A write of which a call took too long never commits: all but its abort
 * fails from then on, and so does a listing.
 *
 * <p>Calls run on threads of their own, of which there are no more than the options say; a storage that does not end on interrupt
 * holds one until it does. Bytes are moved in pieces of 64 KiB, each one call, and pass through this process. A receiver that is
 * slow does not count. The close of the storage is not bounded.
 *
 * <p>{@link Capability#DELETE_TREE} is not declared, as nobody can say how long a tree may take; entries are deleted one by one.
 * Safe for use by many threads.
 */
public final class TimeoutBackend extends ForwardingBackend {

    private final TimeoutOptions options;
    private final BoundedCalls calls;

    /** A wrapper of this storage, which it owns. */
    public TimeoutBackend(Backend delegate, TimeoutOptions options) {
        this(delegate, options, NanoClock.SYSTEM);
    }

    /** A wrapper with a time of its own, as tests need. */
    public TimeoutBackend(Backend delegate, TimeoutOptions options, NanoClock clock) {
        super(delegate);
        this.options = options;
        this.calls = new BoundedCalls(options.maxThreads(), clock);
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return super.capabilities(path).without(Capability.DELETE_TREE);
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return call(path, () -> super.stat(path, links));
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions how) throws IOException {
        BackendListing listing =
                calls.run(directory, options.call(), () -> super.list(directory, how), BackendListing::close);
        return new TimeoutListing(listing, bounds(directory));
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        HandleBounds bounds = bounds(path);
        BackendReadHandle file = calls.run(path, options.call(), () -> super.openRead(path), BackendReadHandle::close);
        return new TimeoutReadHandle(file, bounds);
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions how) throws IOException {
        HandleBounds bounds = bounds(path);
        BackendWriteHandle file =
                calls.run(path, options.call(), () -> super.openWrite(path, how), BackendWriteHandle::abort);
        return new TimeoutWriteHandle(file, bounds);
    }

    private HandleBounds bounds(FsPath path) {
        return new HandleBounds(calls, path, options);
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        act(directory, options.call(), () -> super.createDirectory(directory));
    }

    @Override
    public void delete(FsPath path) throws IOException {
        act(path, options.call(), () -> super.delete(path));
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        throw new UnsupportedCapabilityException(directory.toString(), Capability.DELETE_TREE);
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        act(source, options.longCall(), () -> super.move(source, target, ifExists));
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        act(source, options.longCall(), () -> super.copy(source, target, ifExists));
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        act(path, options.call(), () -> super.setAttributes(path, changes, links));
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        return call(link, () -> super.readLink(link));
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        act(link, options.call(), () -> super.createSymbolicLink(link, target));
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        act(link, options.call(), () -> super.createHardLink(link, file));
    }

    @Override
    public Space space(FsPath path) throws IOException {
        return call(path, () -> super.space(path));
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            calls.stop();
        }
    }

    /** A call without a result. */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    private void act(FsPath path, Duration bound, Action action) throws IOException {
        calls.run(
                path,
                bound,
                () -> {
                    action.run();
                    return path;
                },
                late -> {});
    }

    private <T> T call(FsPath path, BoundedCalls.Work<T> work) throws IOException {
        return calls.run(path, options.call(), work, late -> {});
    }
}
