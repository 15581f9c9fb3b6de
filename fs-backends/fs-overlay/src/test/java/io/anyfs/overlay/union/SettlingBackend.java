package io.anyfs.overlay.union;

import io.anyfs.AttributeChanges;
import io.anyfs.BusyException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.WriteOptions;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** A union whose changes go into the layer below at once, so that what is met next is there. */
final class SettlingBackend extends ForwardingBackend {

    private final UnionBackend union;
    private final BooleanSupplier now;

    /** Commits after each change for which {@code now} says so, unless something is open. */
    SettlingBackend(UnionBackend union, BooleanSupplier now) {
        super(union);
        this.union = union;
        this.now = now;
    }

    private void settle() throws IOException {
        if (now.getAsBoolean()) {
            try {
                union.commit();
            } catch (BusyException later) {
                // What is open keeps it above.
            }
        }
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        return new ForwardingWriteHandle(super.openWrite(path, options)) {
            @Override
            public FileInfo commit() throws IOException {
                FileInfo info = super.commit();
                settle();
                return info;
            }
        };
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        super.createDirectory(directory);
        settle();
    }

    @Override
    public void delete(FsPath path) throws IOException {
        super.delete(path);
        settle();
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        super.move(source, target, ifExists);
        settle();
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        super.setAttributes(path, changes, links);
        settle();
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        super.createSymbolicLink(link, target);
        settle();
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        super.createHardLink(link, file);
        settle();
    }

    @Override
    public void close() {}
}
