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
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way from a client. {@link #commit()} publishes it; a protocol calls that on a clean end and nowhere else.
 * What {@link #close()} and {@link #abort} leave is up to the service's {@link UploadPolicy}: no trace, or what arrived.
 *
 * <p>A write or truncation that failed spoils the upload: a client that overlooks the failure and ends as if all were well
 * gets no file with a hole in it. A write waits until more may come, if a rate is set; such a wait ends with the upload. For one thread
 * at a time, except {@link #close()} and {@link #abort}.
 */
public final class Upload implements Closeable {

    private static final System.Logger LOG = System.getLogger(Upload.class.getName());

    private final OpenFiles.Slot slot;
    private final TransferMeter meter;
    private final Session session;
    private final WriteHandle handle;
    private final @Nullable FileInfo before;
    private final UploadPolicy policy;
    private final Instant begun = Instant.now();

    /** Held by whoever uses the handle, except for an abort, which ends what others do with it. */
    private final ReentrantLock use = new ReentrantLock();

    // Guarded by the lock.
    private final ArrivedBytes arrived;
    private long next;

    private volatile @Nullable FileInfo published;
    private volatile AttributeChanges attributes = AttributeChanges.NONE;
    private volatile @Nullable IOException spoiledBy;

    Upload(
            OpenFiles.Slot slot,
            Session session,
            WriteHandle handle,
            WriteMode mode,
            @Nullable FileInfo before,
            UploadPolicy policy) {
        this.slot = slot;
        this.meter = slot.meter();
        this.session = session;
        this.handle = handle;
        this.before = before;
        this.policy = policy;
        this.arrived = new ArrivedBytes(handle.size());
        this.next = mode == WriteMode.APPEND ? handle.size() : 0;
        if (handle.size() > 0) {
            meter.hashNothing();
        }
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
     * What there was when the upload began; {@code null} if nothing was, or it was not asked for, as nobody needs to know: the
     * storage keeps no modes, and uploads are atomic.
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

    /**
     * What was published, of the whole file or of what arrived of it; {@code null} if nothing was, or the upload has not come
     * to its end.
     */
    public @Nullable FileInfo published() {
        return published;
    }

    /** Writes all remaining bytes behind those written before. */
    public void write(ByteBuffer source) throws IOException {
        inPieces(source, () -> append(source));
    }

    /** Writes all remaining bytes at a position. One that goes on where the last write ended works on every storage. */
    public void write(ByteBuffer source, long position) throws IOException {
        int begin = source.position();
        inPieces(source, () -> {
            long here = position + source.position() - begin;
            if (here == next) {
                append(source);
            } else {
                int bytes = source.remaining();
                meter.hashNothing();
                handle.write(source, here);
                arrived.add(here, bytes);
            }
        });
    }

    /** Reads what the file would hold now. */
    public int read(ByteBuffer target, long position) throws IOException {
        use.lock();
        try {
            return handle.read(target, position);
        } finally {
            use.unlock();
        }
    }

    /** Cuts the file, or extends it with zeros. To the size that it has, this works on every storage. */
    public void truncate(long size) throws IOException {
        changing(() -> {
            if (size != handle.size()) {
                meter.hashNothing();
                handle.truncate(size);
                arrived.truncate(size);
            }
        });
    }

    /** Attributes to set when the file is committed. */
    public void setAttributes(AttributeChanges changes) throws IOException {
        use.lock();
        try {
            handle.setAttributes(changes);
            attributes = attributes.and(changes);
        } finally {
            use.unlock();
        }
    }

    /** Returns when what was written survives power loss. */
    public void force() throws IOException {
        use.lock();
        try {
            handle.force();
        } finally {
            use.unlock();
        }
    }

    /**
     * Publishes the file.
     *
     * @throws IOException if it was not published; when a write or truncation had failed, that failure again: the client is
     *     told the same reason twice, rather than a new one that says nothing. The upload has come to its end then, as by
     *     {@link #abort}
     */
    public FileInfo commit() throws IOException {
        IOException failure = spoiledBy;
        if (failure != null) {
            abort(failure);
            throw failure;
        }
        use.lock();
        try {
            FileInfo info = handle.commit();
            published = info;
            meter.done(info.size());
            return info;
        } catch (IOException | RuntimeException | Error unpublished) {
            meter.failed(unpublished);
            throw unpublished;
        } finally {
            use.unlock();
            done();
        }
    }

    /**
     * Gives up, for a reason that observers are told. What arrived is published if that is the policy, and waited for. Does
     * nothing when the upload has come to its end already.
     */
    public void abort(@Nullable Throwable cause) throws IOException {
        meter.cut();
        try {
            if (policy == UploadPolicy.IN_PLACE) {
                keepArrived();
            }
            handle.abort(cause);
        } finally {
            done();
        }
    }

    /** Gives up and keeps nothing, whatever the policy: what arrived is known to be wrong. */
    public void discard() throws IOException {
        try {
            handle.abort(null);
        } finally {
            done();
        }
    }

    /** Gives up, unless the upload was committed. */
    @Override
    public void close() throws IOException {
        abort(null);
    }

    /** Waits for a request of the client that is being worked on, but not for ever: then nothing is kept. */
    private void keepArrived() {
        try {
            if (!use.tryLock(policy.timeToKeep().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0}: a write does not end, and nothing of the upload is kept",
                        path());
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            if (handle.isOpen() && arrived.isAny()) {
                publishArrived();
            }
        } finally {
            use.unlock();
        }
    }

    private void publishArrived() {
        long kept = arrived.end();
        try {
            if (!isAsBefore(session.published(path()))) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "{0}: changed since this upload began, of which {1} bytes arrived that are not kept",
                        path(),
                        kept);
                return;
            }
            if (kept < handle.size()) {
                handle.truncate(kept);
            }
            published = handle.commit();
            LOG.log(System.Logger.Level.DEBUG, "{0}: the upload ended early at {1} bytes", path(), kept);
        } catch (IOException | RuntimeException failure) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    path() + ": an upload that ended early could not be kept, " + kept + " bytes are lost",
                    failure);
        }
    }

    /**
     * Whether the file is the one that the upload began with. A client that lost its connection may be back and done before the
     * server notices the loss; what is left of its first try must not take the place of the whole file.
     */
    private boolean isAsBefore(@Nullable FileInfo now) {
        if (now == null || before == null) {
            return now == null && before == null;
        }
        return now.type() == before.type()
                && now.size() == before.size()
                && now.lastModified().equals(before.lastModified())
                && Objects.equals(now.version(), before.version())
                && Objects.equals(now.fileId(), before.fileId());
    }

    /** Bytes in pieces, so that none of them waits long for the rate; and not while others wait for the handle. */
    private void inPieces(ByteBuffer source, Action write) throws IOException {
        int limit = source.limit();
        do {
            int count = Math.min(source.remaining(), meter.piece());
            source.limit(source.position() + count);
            try {
                changing(write);
            } finally {
                source.limit(limit);
            }
            try {
                meter.moved(count);
            } catch (IOException cut) {
                spoiledBy = cut;
                throw cut;
            }
        } while (source.hasRemaining());
    }

    private void append(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        meter.hash(next, source);
        handle.write(source);
        arrived.add(next, bytes);
        next += bytes;
    }

    /** A change that fails spoils the upload. */
    private void changing(Action change) throws IOException {
        use.lock();
        try {
            change.run();
        } catch (IOException failure) {
            spoiledBy = failure;
            meter.failed(failure);
            throw failure;
        } catch (RuntimeException | Error failure) {
            spoiledBy = new IOException(failure);
            meter.failed(failure);
            throw failure;
        } finally {
            use.unlock();
        }
    }

    private void done() {
        session.forget(path(), this);
        meter.end();
        slot.vacate();
    }

    private interface Action {
        void run() throws IOException;
    }
}
