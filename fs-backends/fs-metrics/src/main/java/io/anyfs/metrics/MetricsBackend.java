package io.anyfs.metrics;

import io.anyfs.AttributeChanges;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Operation;
import io.anyfs.Space;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;

/**
 * A storage that tells a registry of Micrometer what it does:
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>what</th><th>tags</th></tr>
 * <tr><td>{@code anyfs.operations}</td><td>timer of calls, which counts them too; {@code list} is the opening of a
 * listing, {@code read} and {@code write} are single calls on an open file</td><td>{@code storage}, {@code operation}, {@code outcome}</td></tr>
 * <tr><td>{@code anyfs.bytes.read}, {@code anyfs.bytes.written}</td><td>counters of bytes</td><td>{@code storage}</td></tr>
 * <tr><td>{@code anyfs.handles.open}</td><td>gauge of open files and listings</td><td>{@code storage}</td></tr>
 * </table>
 *
 * <p>The outcome is {@code done} or the {@link io.anyfs.ErrorKind} in lower case. No tag holds a path, so that there are few. Two
 * storages that are open at once need two names, or only the first one's open files are told. Safe for use by many threads.
 */
public final class MetricsBackend extends ForwardingBackend {

    private final Meters meters;

    /**
     * A wrapper of this storage, which it owns.
     *
     * @param registry stays open when the storage is closed
     * @param storage what the storage is called in metrics; no secret, no path of a user
     */
    public MetricsBackend(Backend delegate, MeterRegistry registry, String storage) {
        super(delegate);
        this.meters = new Meters(registry, storage);
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return meters.time(Operation.STAT, () -> super.stat(path, links));
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        BackendListing listing = meters.time(Operation.LIST, () -> super.list(directory, options));
        return new MeteredListing(listing, meters);
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        BackendReadHandle file = meters.time(Operation.OPEN_READ, () -> super.openRead(path));
        return new MeteredReadHandle(file, meters);
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        BackendWriteHandle file = meters.time(Operation.OPEN_WRITE, () -> super.openWrite(path, options));
        return new MeteredWriteHandle(file, meters);
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        meters.act(Operation.CREATE_DIRECTORY, () -> super.createDirectory(directory));
    }

    @Override
    public void delete(FsPath path) throws IOException {
        meters.act(Operation.DELETE, () -> super.delete(path));
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        meters.act(Operation.DELETE_TREE, () -> super.deleteTree(directory, scope, deletion));
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        meters.act(Operation.MOVE, () -> super.move(source, target, ifExists));
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        meters.act(Operation.COPY, () -> super.copy(source, target, ifExists));
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        meters.act(Operation.SET_ATTRIBUTES, () -> super.setAttributes(path, changes, links));
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        return meters.time(Operation.READ_LINK, () -> super.readLink(link));
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        meters.act(Operation.CREATE_SYMBOLIC_LINK, () -> super.createSymbolicLink(link, target));
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        meters.act(Operation.CREATE_HARD_LINK, () -> super.createHardLink(link, file));
    }

    @Override
    public Space space(FsPath path) throws IOException {
        return meters.time(Operation.SPACE, () -> super.space(path));
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            meters.close();
        }
    }
}
