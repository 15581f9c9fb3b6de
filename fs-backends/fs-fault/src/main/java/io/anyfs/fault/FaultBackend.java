package io.anyfs.fault;

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
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A storage that goes wrong as a {@link FaultPlan} says, to see how what is built on it takes that:
 *
 * <pre>{@code
 * FaultPlan plan = new FaultPlan(42).at(3, Operation.WRITE, Fault.fail());
 * FileSystem fs = FileSystem.over(new FaultBackend(storage, plan));
 * }</pre>
 *
 * <p>Handles and listings count their calls in the same plan. A failing close or abort still releases what is beneath.
 */
public final class FaultBackend extends ForwardingBackend {

    private final Injector injector;

    /** A wrapper of this storage, which it owns. */
    public FaultBackend(Backend delegate, FaultPlan plan) {
        super(delegate);
        this.injector = new Injector(plan);
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return injector.run(Operation.STAT, path, () -> super.stat(path, links));
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        return new FaultListing(
                directory, injector.run(Operation.LIST, directory, () -> super.list(directory, options)), injector);
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        return new FaultReadHandle(injector.run(Operation.OPEN_READ, path, () -> super.openRead(path)), path, injector);
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        return new FaultWriteHandle(
                injector.run(Operation.OPEN_WRITE, path, () -> super.openWrite(path, options)), path, injector);
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        injector.act(Operation.CREATE_DIRECTORY, directory, () -> super.createDirectory(directory));
    }

    @Override
    public void delete(FsPath path) throws IOException {
        injector.act(Operation.DELETE, path, () -> super.delete(path));
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        injector.act(Operation.DELETE_TREE, directory, () -> super.deleteTree(directory, scope, deletion));
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        injector.act(Operation.MOVE, source, () -> super.move(source, target, ifExists));
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        injector.act(Operation.COPY, source, () -> super.copy(source, target, ifExists));
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        injector.act(Operation.SET_ATTRIBUTES, path, () -> super.setAttributes(path, changes, links));
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        return injector.run(Operation.READ_LINK, link, () -> super.readLink(link));
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        injector.act(Operation.CREATE_SYMBOLIC_LINK, link, () -> super.createSymbolicLink(link, target));
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        injector.act(Operation.CREATE_HARD_LINK, link, () -> super.createHardLink(link, file));
    }

    @Override
    public Space space(FsPath path) throws IOException {
        return injector.run(Operation.SPACE, path, () -> super.space(path));
    }

    @Override
    public void close() throws IOException {
        super.close();
        injector.act(Operation.CLOSE, FsPath.ROOT, () -> {});
    }

    private record FaultListing(FsPath directory, BackendListing delegate, Injector injector)
            implements BackendListing {

        @Override
        public @Nullable FileInfo next() throws IOException {
            Optional<FileInfo> next =
                    injector.run(Operation.LIST, directory, () -> Optional.ofNullable(delegate.next()));
            return next.orElse(null);
        }

        @Override
        public void close() throws IOException {
            delegate.close();
            injector.act(Operation.CLOSE, directory, () -> {});
        }
    }
}
