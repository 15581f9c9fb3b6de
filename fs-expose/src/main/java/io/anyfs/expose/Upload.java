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
 * else. {@link #close()} and {@link #abort} leave no trace. For one thread at a time, except those two.
 */
public final class Upload implements Closeable {

    private final Session.Slot slot;
    private final Session session;
    private final WriteHandle handle;
    private final @Nullable FileInfo before;
    private final Instant begun = Instant.now();
    private long next;
    private volatile AttributeChanges attributes = AttributeChanges.NONE;

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

    /** Writes all remaining bytes behind those written before. */
    public void write(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        handle.write(source);
        next += bytes;
    }

    /** Writes all remaining bytes at a position. One that goes on where the last write ended works on every storage. */
    public void write(ByteBuffer source, long position) throws IOException {
        if (position == next) {
            write(source);
        } else {
            handle.write(source, position);
        }
    }

    /** Reads what the file would hold now. */
    public int read(ByteBuffer target, long position) throws IOException {
        return handle.read(target, position);
    }

    /** Cuts the file, or extends it with zeros. */
    public void truncate(long size) throws IOException {
        handle.truncate(size);
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

    /** Publishes the file. */
    public FileInfo commit() throws IOException {
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

    /** What the uploading session is told of its own file. */
    FileInfo inFlight() {
        Instant modified = attributes.lastModified() != null ? attributes.lastModified() : begun;
        PosixAttributes posix = before == null ? null : before.posix();
        return new FileInfo(path(), FileType.FILE, size(), modified, null, null, null, null, posix);
    }

    private void done() {
        session.forget(path(), this);
        slot.vacate();
    }
}
