package io.anyfs.overlay.limit;

import io.anyfs.AttributeChanges;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteOptions;
import io.anyfs.overlay.time.NanoClock;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * A storage that is used no faster than some rates: bytes that are read, bytes that are written, and calls. All users of this
 * object share them, in the order in which they ask. Nothing fails: who is too fast waits, until his turn comes, he is
 * interrupted ({@link java.io.InterruptedIOException}), or what he waits in is closed.
 *
 * <p>Bytes are asked for in pieces of a tenth of a second's rate, at most 64 KiB, so that none has to wait for the whole of another's
 * large request; a read gives no more than a piece. A transfer goes through the storage's own, in such pieces. Bytes that a storage
 * copies within itself are not counted. Safe for use by many threads.
 */
public final class ThrottleBackend extends ForwardingBackend {

    private final Rate reads;
    private final Rate writes;
    private final Rate operations;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** A wrapper of this storage, which it owns. */
    public ThrottleBackend(Backend delegate, ThrottleOptions options) {
        this(delegate, options, NanoClock.SYSTEM);
    }

    /** A wrapper with a time of its own, as tests need. */
    public ThrottleBackend(Backend delegate, ThrottleOptions options, NanoClock clock) {
        super(delegate);
        this.reads = new Rate(options.readBytesPerSecond(), options.burst(), clock);
        this.writes = new Rate(options.writeBytesPerSecond(), options.burst(), clock);
        this.operations = new Rate(options.operationsPerSecond(), options.burst(), clock);
    }

    private void operation() throws IOException {
        operations.take(1, closed, "for the rate of calls");
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        operation();
        return super.stat(path, links);
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        operation();
        return super.list(directory, options);
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        operation();
        return new ThrottleReadHandle(super.openRead(path), reads);
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        operation();
        return new ThrottleWriteHandle(super.openWrite(path, options), writes);
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        operation();
        super.createDirectory(directory);
    }

    @Override
    public void delete(FsPath path) throws IOException {
        operation();
        super.delete(path);
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        operation();
        super.deleteTree(directory, scope, deletion);
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        operation();
        super.move(source, target, ifExists);
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        operation();
        super.copy(source, target, ifExists);
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        operation();
        super.setAttributes(path, changes, links);
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        operation();
        return super.readLink(link);
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        operation();
        super.createSymbolicLink(link, target);
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        operation();
        super.createHardLink(link, file);
    }

    @Override
    public Space space(FsPath path) throws IOException {
        operation();
        return super.space(path);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        super.close();
    }
}
