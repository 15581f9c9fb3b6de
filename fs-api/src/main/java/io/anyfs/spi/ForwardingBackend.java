package io.anyfs.spi;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A backend that passes every call on, with one hook for paths, {@link #inner}; what comes back
 * carries the path that was asked for. A wrapper extends it and overrides what it changes, {@link #capabilities} among it where that changes.
 */
public abstract class ForwardingBackend implements Backend {

    private final Backend delegate;

    /** A wrapper of this backend, which it owns: closing the one closes the other. */
    protected ForwardingBackend(Backend delegate) {
        this.delegate = delegate;
    }

    /** What is wrapped. */
    protected final Backend delegate() {
        return delegate;
    }

    /**
     * The delegate's path for a path of this backend.
     *
     * @param last whether the operation follows the last name if it is a link
     */
    protected FsPath inner(FsPath path, Links last) throws IOException {
        return path;
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return delegate.capabilities(path);
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return delegate.stat(inner(path, links), links).withPath(path);
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        FsPath innerDirectory = inner(directory, Links.FOLLOW);
        BackendListing listing = delegate.list(innerDirectory, options);
        return innerDirectory.equals(directory) ? listing : new MappedListing(listing, innerDirectory, directory);
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        BackendReadHandle handle = delegate.openRead(inner(path, Links.FOLLOW));
        return handle.info().path().equals(path) ? handle : new MappedReadHandle(handle, path);
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        // A link that is there already keeps a new file from being created, wherever it leads.
        FsPath innerPath = inner(path, options.mode() == WriteMode.CREATE_NEW ? Links.NO_FOLLOW : Links.FOLLOW);
        BackendWriteHandle handle = delegate.openWrite(innerPath, options);
        return innerPath.equals(path) ? handle : new MappedWriteHandle(handle, path);
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        delegate.createDirectory(inner(directory, Links.NO_FOLLOW));
    }

    @Override
    public void delete(FsPath path) throws IOException {
        delegate.delete(inner(path, Links.NO_FOLLOW));
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        Links last = scope == DeleteScope.CONTENTS ? Links.FOLLOW : Links.NO_FOLLOW;
        FsPath innerDirectory = inner(directory, last);
        boolean mapped = !innerDirectory.equals(directory);
        delegate.deleteTree(
                innerDirectory, scope, mapped ? new MappedDeletion(deletion, innerDirectory, directory) : deletion);
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        delegate.move(inner(source, Links.NO_FOLLOW), inner(target, Links.NO_FOLLOW), ifExists);
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        delegate.copy(inner(source, Links.FOLLOW), inner(target, Links.NO_FOLLOW), ifExists);
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        delegate.setAttributes(inner(path, links), changes, links);
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        return delegate.readLink(inner(link, Links.NO_FOLLOW));
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        delegate.createSymbolicLink(inner(link, Links.NO_FOLLOW), target);
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        delegate.createHardLink(inner(link, Links.NO_FOLLOW), inner(file, Links.FOLLOW));
    }

    @Override
    public Space space(FsPath path) throws IOException {
        return delegate.space(inner(path, Links.FOLLOW));
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }

    private static final class MappedListing extends ForwardingListing {
        private final FsPath from;
        private final FsPath to;

        MappedListing(BackendListing inner, FsPath from, FsPath to) {
            super(inner);
            this.from = from;
            this.to = to;
        }

        @Override
        public @Nullable FileInfo next() throws IOException {
            FileInfo next = super.next();
            return next == null ? null : next.withPath(next.path().from(from).under(to));
        }
    }

    private record MappedDeletion(TreeDeletion outer, FsPath from, FsPath to) implements TreeDeletion {

        @Override
        public void deleted(FileInfo entry) throws IOException {
            outer.deleted(entry.withPath(mapped(entry.path())));
        }

        @Override
        public void failed(FsPath path, IOException failure) throws IOException {
            outer.failed(mapped(path), failure);
        }

        private FsPath mapped(FsPath path) {
            return path.from(from).under(to);
        }
    }

    private static final class MappedReadHandle extends ForwardingReadHandle {
        private final FileInfo info;

        MappedReadHandle(BackendReadHandle inner, FsPath path) {
            super(inner);
            this.info = inner.info().withPath(path);
        }

        @Override
        public FileInfo info() {
            return info;
        }
    }

    private static final class MappedWriteHandle extends ForwardingWriteHandle {
        private final FsPath path;

        MappedWriteHandle(BackendWriteHandle inner, FsPath path) {
            super(inner);
            this.path = path;
        }

        @Override
        public FileInfo commit() throws IOException {
            return super.commit().withPath(path);
        }
    }
}
