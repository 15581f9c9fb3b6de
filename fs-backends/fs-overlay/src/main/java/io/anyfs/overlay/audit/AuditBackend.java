package io.anyfs.overlay.audit;

import io.anyfs.AttributeChanges;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.Operation;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A storage of which every change and every finished transfer is recorded, whether it succeeded or failed. Each entry of a tree that
 * is deleted at once has a record of its own. A file that cannot be opened is recorded as well; looking and listing are not.
 *
 * <p>A record is made after the fact. Where it cannot be kept, the options say whether the operation fails, with a message that says
 * that it was done, or the loss is {@linkplain #lost counted}. Safe for use by many threads.
 */
public final class AuditBackend extends ForwardingBackend {

    private final Auditor auditor;
    private final AtomicLong lost = new AtomicLong();

    /** A wrapper of this storage, which it owns, as it owns the sink. */
    public AuditBackend(Backend delegate, AuditSink sink, AuditOptions options) {
        super(delegate);
        this.auditor = new Auditor(sink, options, lost);
    }

    /** How many records could not be kept. */
    public long lost() {
        return lost.get();
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        if (!auditor.options().reads()) {
            return super.openRead(path);
        }
        long begin = System.nanoTime();
        try {
            return new AuditReadHandle(super.openRead(path), auditor, path);
        } catch (IOException | RuntimeException | Error failure) {
            auditor.failed(Operation.OPEN_READ, path, null, 0, begin, failure);
            throw failure;
        }
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        long begin = System.nanoTime();
        try {
            return new AuditWriteHandle(super.openWrite(path, options), auditor, path, digest(options));
        } catch (IOException | RuntimeException | Error failure) {
            auditor.failed(Operation.OPEN_WRITE, path, null, 0, begin, failure);
            throw failure;
        }
    }

    private @Nullable MessageDigest digest(WriteOptions options) {
        boolean whole = options.mode() == WriteMode.CREATE_NEW || options.mode() == WriteMode.REPLACE;
        if (!auditor.options().hash() || !whole) {
            return null;
        }
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        auditor.act(Operation.CREATE_DIRECTORY, directory, null, () -> super.createDirectory(directory));
    }

    @Override
    public void delete(FsPath path) throws IOException {
        auditor.act(Operation.DELETE, path, null, () -> super.delete(path));
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        long begin = System.nanoTime();
        TreeDeletion recorded = new RecordedDeletion(auditor, deletion, begin);
        auditor.act(Operation.DELETE_TREE, directory, null, () -> super.deleteTree(directory, scope, recorded));
    }

    private record RecordedDeletion(Auditor auditor, TreeDeletion told, long begin) implements TreeDeletion {

        @Override
        public void deleted(FileInfo entry) throws IOException {
            auditor.done(Operation.DELETE, entry.path(), null, 0, begin, null);
            told.deleted(entry);
        }

        @Override
        public void failed(FsPath path, IOException failure) throws IOException {
            auditor.failed(Operation.DELETE, path, null, 0, begin, failure);
            told.failed(path, failure);
        }
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        auditor.act(Operation.MOVE, source, target.toString(), () -> super.move(source, target, ifExists));
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        auditor.act(Operation.COPY, source, target.toString(), () -> super.copy(source, target, ifExists));
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        auditor.act(Operation.SET_ATTRIBUTES, path, null, () -> super.setAttributes(path, changes, links));
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        auditor.act(Operation.CREATE_SYMBOLIC_LINK, link, target, () -> super.createSymbolicLink(link, target));
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        auditor.act(Operation.CREATE_HARD_LINK, link, file.toString(), () -> super.createHardLink(link, file));
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            auditor.sink().close();
        }
    }
}
