package io.anyfs;

import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.lifecycle.ResourceNode;
import io.anyfs.spi.BackendWriteHandle;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * A file that is open for writing. It ends exactly once: by {@link #commit()}, which publishes it, or by
 * {@link #abort}, which leaves no trace. <b>{@link #close()} without a commit aborts</b>, so that a failure on the way to
 * the commit never publishes half a file:
 *
 * <pre>{@code
 * try (WriteHandle out = fs.openWrite("/report.csv", WriteOptions.replace())) {
 *     out.write(bytes);
 *     out.commit();
 * }
 * }</pre>
 *
 * <p>For one thread at a time, except {@link #abort} and {@link #close}, which may come from any thread at any time. After
 * the end every other call throws {@link ClosedChannelException}.
 */
public final class WriteHandle implements Closeable {

    private final FileSystem owner;
    private final FsPath path;
    private final OpenWrite open;
    private final ResourceNode node;
    private volatile boolean endedByCaller;

    private WriteHandle(FileSystem owner, FsPath path, OpenWrite open, ResourceNode node) {
        this.owner = owner;
        this.path = path;
        this.open = open;
        this.node = node;
    }

    static WriteHandle open(FileSystem owner, FsPath path, BackendWriteHandle backend) throws IOException {
        OpenWrite open = new OpenWrite(owner.calls(), owner.backend(), path, backend);
        ResourceNode node = owner.adopt(ResourceKind.WRITE, Operation.OPEN_WRITE, path, open);
        WriteHandle handle = new WriteHandle(owner, path, open, node);
        node.watch(handle);
        return handle;
    }

    /** The path that was opened. */
    public FsPath path() {
        return path;
    }

    /** The bytes the file would have if it were committed now. */
    public long size() {
        return open.backend().size();
    }

    /** Writes all remaining bytes behind those written before; for an append behind the existing content. */
    public void write(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        run(Operation.WRITE, () -> open.backend().write(source));
        open.wrote(bytes);
    }

    /** Writes all bytes behind those written before. */
    public void write(byte[] source) throws IOException {
        write(ByteBuffer.wrap(source));
    }

    /**
     * Writes all remaining bytes at a position; a hole before it reads as zeros. Where {@link #write(ByteBuffer)} goes on does
     * not change.
     *
     * @param position from the start of the file, in bytes
     * @throws UnsupportedCapabilityException without {@link Capability#RANDOM_WRITE}
     */
    public void write(ByteBuffer source, long position) throws IOException {
        requireNotNegative("position", position);
        require(Operation.WRITE, Capability.RANDOM_WRITE);
        int bytes = source.remaining();
        run(Operation.WRITE, () -> open.backend().write(source, position));
        open.wrote(bytes);
    }

    /**
     * Reads what the file would hold if it were committed now.
     *
     * @return how many bytes were read; -1 at or past the end
     * @throws UnsupportedCapabilityException without {@link Capability#READ_BACK}
     */
    public int read(ByteBuffer target, long position) throws IOException {
        requireNotNegative("position", position);
        require(Operation.READ, Capability.READ_BACK);
        requireOpen(Operation.READ);
        try {
            return open.backend().read(target, position);
        } catch (IOException failure) {
            throw owner.describe(Operation.READ, path, failure);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Cuts the file, or extends it with zeros.
     *
     * @param size in bytes
     * @throws UnsupportedCapabilityException without {@link Capability#TRUNCATE}
     */
    public void truncate(long size) throws IOException {
        requireNotNegative("size", size);
        require(Operation.WRITE, Capability.TRUNCATE);
        run(Operation.WRITE, () -> open.backend().truncate(size));
    }

    /**
     * Attributes to set together with the bytes, at commit.
     *
     * @throws UnsupportedCapabilityException if the storage cannot keep one of them
     */
    public void setAttributes(AttributeChanges changes) throws IOException {
        for (Capability capability : changes.required()) {
            require(Operation.SET_ATTRIBUTES, capability);
        }
        run(Operation.SET_ATTRIBUTES, () -> open.backend().setAttributes(changes));
    }

    /**
     * Returns when what was written survives power loss. Publishes nothing.
     *
     * @throws UnsupportedCapabilityException without {@link Capability#DURABLE}
     */
    public void force() throws IOException {
        require(Operation.WRITE, Capability.DURABLE);
        run(Operation.WRITE, () -> open.backend().force());
    }

    /**
     * Publishes the file.
     *
     * @return the facts of the published file
     * @throws java.nio.file.FileAlreadyExistsException if the file had to be new and somebody else was first
     * @throws FileChangedException if another version than the expected one would have been replaced
     * @throws IOException if nothing was published; the handle is closed and nothing is left behind
     */
    public FileInfo commit() throws IOException {
        requireOpen(Operation.COMMIT);
        if (!open.beginCommit()) {
            throw ClosedFailures.handle(Operation.COMMIT, path, owner.backendName());
        }
        endedByCaller = true;
        try {
            return owner.calls()
                    .run(owner.backend(), Operation.COMMIT, path, null, open::commit)
                    .withPath(path);
        } finally {
            node.release();
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Gives up: nothing is published and nothing left behind. Does nothing when the handle has come to its end already; where
     * another thread is committing, waits for that.
     *
     * @param cause why, for observers; may be {@code null}
     */
    public void abort(@Nullable Throwable cause) throws IOException {
        endedByCaller = true;
        open.abortCause(cause);
        node.close();
    }

    /** Whether the handle has not come to its end. */
    public boolean isOpen() {
        return !node.isClosed();
    }

    /** A stream that commits when it is closed, unless a write failed or {@link CommittingOutputStream#abort()} was called. */
    public CommittingOutputStream asOutputStream() {
        return new CommittingOutputStream(this);
    }

    /** Aborts, unless the handle was committed; where another thread is committing, waits for that. */
    @Override
    public void close() throws IOException {
        endedByCaller = true;
        node.close();
    }

    private void run(Operation operation, Call.Action action) throws IOException {
        requireOpen(operation);
        try {
            action.run();
        } catch (IOException failure) {
            IOException described = owner.describe(operation, path, failure);
            open.abortCause(described);
            throw described;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private void require(Operation operation, Capability capability) throws IOException {
        if (!owner.backend().capabilities(path).has(capability)) {
            throw owner.describe(operation, path, new UnsupportedCapabilityException(path.toString(), capability));
        }
    }

    private void requireOpen(Operation operation) throws ClosedChannelException {
        if (node.isClosed()) {
            throw ClosedFailures.handle(operation, path, owner.backendName());
        }
    }

    private static void requireNotNegative(String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " must not be negative: " + value);
        }
    }

    /** What {@link #asOutputStream()} gives. */
    public static final class CommittingOutputStream extends OutputStream {
        private final WriteHandle handle;
        private boolean failed;
        private boolean closed;

        private CommittingOutputStream(WriteHandle handle) {
            this.handle = handle;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            boolean written = false;
            try {
                handle.write(ByteBuffer.wrap(source, offset, length));
                written = true;
            } finally {
                failed |= !written;
            }
        }

        /** Gives up; the following {@link #close()} publishes nothing. */
        public void abort() throws IOException {
            handle.abort(null);
        }

        /**
         * Commits, unless a write failed or the handle was committed or aborted before. A second call does nothing.
         *
         * @throws ClosedChannelException if the handle came to its end without the caller, because its filesystem was closed;
         *     nothing was published
         */
        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            if (failed) {
                handle.close();
            } else if (!handle.endedByCaller) {
                handle.commit();
            }
        }
    }
}
