package io.anyfs;

import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.lifecycle.ResourceNode;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendReadHandle;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file that is open for reading, pinned to the version that was opened: when the file is overwritten meanwhile, a read
 * gives the old bytes or throws {@link FileChangedException}, never a mix.
 *
 * <p>There is no cursor, every read says from where, so many threads can read at once. {@link #asInputStream()} and
 * {@link #asChannel()} give views with a cursor of their own.
 *
 * <p>After {@link #close()} every call throws {@link ClosedChannelException}.
 */
public final class ReadHandle implements Closeable {

    private final FileSystem owner;
    private final Open open;
    private final ResourceNode node;

    private ReadHandle(FileSystem owner, Open open, ResourceNode node) {
        this.owner = owner;
        this.open = open;
        this.node = node;
    }

    static ReadHandle open(FileSystem owner, FsPath path, BackendReadHandle backend) throws IOException {
        Open open =
                new Open(owner.calls(), owner.backend(), backend, backend.info().withPath(path));
        Closeable closing = FailureContext.describing(open, path, owner.backendName());
        ResourceNode node = owner.adopt(ResourceKind.READ, Operation.OPEN_READ, path, closing);
        ReadHandle handle = new ReadHandle(owner, open, node);
        node.watch(handle);
        return handle;
    }

    /** The facts of the version that was opened. */
    public FileInfo info() {
        return open.info;
    }

    /** The path that was opened. */
    public FsPath path() {
        return open.info.path();
    }

    /** The size of the version that was opened, in bytes. */
    public long size() {
        return open.info.size();
    }

    /**
     * Reads what fits into the buffer, or less.
     *
     * @param position from where, in bytes
     * @return how many bytes were read, 0 only for a full buffer; -1 at or past the end
     * @throws IllegalArgumentException if the position is negative
     * @throws FileChangedException if the version that was opened is gone
     */
    public int read(ByteBuffer target, long position) throws IOException {
        requireValid(position);
        try {
            int read = open.backend.read(target, position);
            if (read > 0) {
                open.bytes.addAndGet(read);
            }
            return read;
        } catch (IOException failure) {
            throw failed(failure);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Fills the buffer.
     *
     * @throws EOFException if the file ends before the buffer is full
     */
    public void readFully(ByteBuffer target, long position) throws IOException {
        long next = position;
        while (target.hasRemaining()) {
            int read = read(target, next);
            if (read < 0) {
                throw failed(new EOFException("the file ends " + target.remaining() + " bytes too early"));
            }
            next += read;
        }
    }

    /**
     * Sends bytes to a channel, by the kernel where storage and channel allow.
     *
     * <p>A channel that takes nothing blocks this call. An interrupt ends it. Closing this handle never waits for it, and ends it
     * as soon as the channel has taken or refused what it was given; to end it at once, whoever owns the channel closes that.
     *
     * @return how many bytes were sent: fewer than {@code count} at the end of the file, or where the channel takes no more
     */
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        requireValid(position);
        if (count < 0) {
            throw new IllegalArgumentException("count must not be negative: " + count);
        }
        try {
            long sent = open.backend.transferTo(position, count, target);
            open.bytes.addAndGet(sent);
            return sent;
        } catch (IOException failure) {
            throw failed(failure);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** A stream from the start. Closing it closes this handle. Not safe for use by many threads. */
    public InputStream asInputStream() {
        return new HandleInputStream(this);
    }

    /** A read-only channel with a position of its own. Closing it closes this handle. Not safe for use by many threads. */
    public SeekableByteChannel asChannel() {
        return new HandleChannel(this);
    }

    /** Whether the handle can still be used. */
    public boolean isOpen() {
        return !node.isClosed();
    }

    @Override
    public void close() throws IOException {
        node.close();
    }

    private void requireValid(long position) throws ClosedChannelException {
        if (node.isClosed()) {
            throw ClosedFailures.handle(Operation.READ, path(), owner.backendName());
        }
        if (position < 0) {
            throw new IllegalArgumentException("position must not be negative: " + position);
        }
    }

    private IOException failed(IOException failure) {
        return owner.describe(Operation.READ, path(), failure);
    }

    /** What the ownership tree holds: everything but the handle itself. */
    private static final class Open implements Closeable {
        private final Call calls;
        private final Backend storage;
        private final BackendReadHandle backend;
        private final FileInfo info;
        private final long begin = System.nanoTime();
        private final AtomicLong bytes = new AtomicLong();

        Open(Call calls, Backend storage, BackendReadHandle backend, FileInfo info) {
            this.calls = calls;
            this.storage = storage;
            this.backend = backend;
            this.info = info;
        }

        @Override
        public void close() throws IOException {
            try {
                backend.close();
            } finally {
                calls.ended(storage, Operation.READ, info.path(), begin, bytes.get(), null);
            }
        }
    }
}
