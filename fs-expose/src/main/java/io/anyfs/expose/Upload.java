package io.anyfs.expose;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import io.anyfs.WriteHandle;
import io.anyfs.WriteMode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way from a client. Only {@link #commit()} publishes it; a protocol calls that on a clean end and nowhere
 * else. {@link #close()} and {@link #abort} leave no trace.
 *
 * <p>A write or truncation that failed spoils the upload: a client that overlooks the failure and ends as if all were well
 * gets no file with a hole in it. For one thread at a time, except {@link #close()} and {@link #abort}.
 */
public final class Upload implements Closeable {

    private final Session.Slot slot;
    private final Session session;
    private final WriteHandle handle;
    private final @Nullable FileInfo before;
    private final Instant begun = Instant.now();
    private long next;
    private volatile AttributeChanges attributes = AttributeChanges.NONE;
    private volatile @Nullable IOException spoiledBy;

    Upload(Session.Slot slot, Session session, WriteHandle handle, WriteMode mode, @Nullable FileInfo before) {
        this.slot = slot;
        this.session = session;
        this.handle = handle;
        this.before = before;
        this.next = mode == WriteMode.APPEND ? handle.size() : 0;
    }

    /** Where the file will be. */
    public FsPath path() {
        return handle.path();
    }

    /** The bytes the file would have if it were committed now. */
    public long size() {
        return handle.size();
    }

    /**
     * What there was when the upload began; {@code null} if nothing was, or the storage keeps no modes, and then nobody
     * needs to know.
     */
    public @Nullable FileInfo before() {
        return before;
    }

    /** The facts of the file in flight, as the uploading session is told them. */
    public FileInfo info() {
        AttributeChanges changes = attributes;
        Instant modified = changes.lastModified() != null ? changes.lastModified() : begun;
        PosixAttributes posix = before == null ? null : before.posix();
        return new FileInfo(path(), FileType.FILE, size(), modified, null, changes.lastAccess(), null, null, posix);
    }

    /** Writes all remaining bytes behind those written before. */
    public void write(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        spoiling(() -> handle.write(source));
        next += bytes;
    }

    /** Writes all remaining bytes at a position. One that goes on where the last write ended works on every storage. */
    public void write(ByteBuffer source, long position) throws IOException {
        if (position == next) {
            write(source);
        } else {
            spoiling(() -> handle.write(source, position));
        }
    }

    /** Reads what the file would hold now. */
    public int read(ByteBuffer target, long position) throws IOException {
        return handle.read(target, position);
    }

    /** Cuts the file, or extends it with zeros. To the size that it has, this works on every storage. */
    public void truncate(long size) throws IOException {
        if (size != handle.size()) {
            spoiling(() -> handle.truncate(size));
        }
    }

    /** Attributes to set when the file is committed. */
    public void setAttributes(AttributeChanges changes) throws IOException {
        handle.setAttributes(changes);
        attributes = attributes.and(changes);
    }

    /** Returns when what was written survives power loss. */
    public void force() throws IOException {
        handle.force();
    }

    /**
     * Publishes the file.
     *
     * @throws IOException if nothing was published; when a write or truncation had failed, that failure again: the client is
     *     told the same reason twice, rather than a new one that says nothing
     */
    public FileInfo commit() throws IOException {
        IOException failure = spoiledBy;
        if (failure != null) {
            abort(failure);
            throw failure;
        }
        try {
            return handle.commit();
        } finally {
            done();
        }
    }

    /** Gives up, for a reason that observers are told. Does nothing when the upload has come to its end already. */
    public void abort(@Nullable Throwable cause) throws IOException {
        try {
            handle.abort(cause);
        } finally {
            done();
        }
    }

    /** Aborts, unless the upload was committed. */
    @Override
    public void close() throws IOException {
        abort(null);
    }

    private void spoiling(Action action) throws IOException {
        try {
            action.run();
        } catch (IOException failure) {
            spoiledBy = failure;
            throw failure;
        } catch (RuntimeException | Error failure) {
            spoiledBy = new IOException(failure);
            throw failure;
        }
    }

    private void done() {
        session.forget(path(), this);
        slot.vacate();
    }

    private interface Action {
        void run() throws IOException;
    }
}
