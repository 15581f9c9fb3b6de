package io.anyfs.vfs2.backend;

import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BufferedTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A file that is open for reading: fetched whole, or by a stream that goes on where the last read ended. A read elsewhere opens
 * another stream, unless the file was replaced meanwhile.
 */
final class VfsReadHandle implements BackendReadHandle {

    private static final int BYTES = 64 * 1024;
    /** To read on costs less than to ask anew. */
    private static final int SKIPPED = 1024 * 1024;

    private final FileInfo info;
    private final @Nullable Stage whole;
    private final Opening opening;
    private final OpenReads reads;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable InputStream stream;
    private long next;
    private volatile boolean replaced;
    private volatile boolean closed;

    /** Opens the same version of the file at a position. */
    @FunctionalInterface
    interface Opening {
        InputStream at(long position) throws IOException;
    }

    private VfsReadHandle(
            FileInfo info, @Nullable Stage whole, @Nullable InputStream stream, Opening opening, OpenReads reads) {
        this.info = info;
        this.whole = whole;
        this.stream = stream;
        this.opening = opening;
        this.reads = reads;
    }

    static VfsReadHandle fetched(FileInfo info, Stage whole, OpenReads reads) {
        return new VfsReadHandle(info, whole, null, position -> InputStream.nullInputStream(), reads);
    }

    static VfsReadHandle streamed(FileInfo info, InputStream atStart, Opening opening, OpenReads reads) {
        return new VfsReadHandle(info, null, atStart, opening, reads);
    }

    @Override
    public FileInfo info() {
        return info;
    }

    void replaced() {
        replaced = true;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        if (position >= info.size()) {
            return -1;
        }
        Fetched.requireNotInterrupted();
        if (whole != null) {
            return whole.read(target, position);
        }
        byte[] bytes = new byte[(int) Math.min(Math.min(BYTES, target.remaining()), info.size() - position)];
        int read = streamed(bytes, position);
        target.put(bytes, 0, read);
        return read;
    }

    private int streamed(byte[] bytes, long position) throws IOException {
        lockInterruptibly();
        try {
            requireOpen();
            boolean done = false;
            try {
                InputStream from = positioned(position);
                int read = from.read(bytes, 0, bytes.length);
                if (read < 0) {
                    throw new FileChangedException(
                            info.path().toString(), "it was cut to less than the " + info.size() + " bytes it had");
                }
                next = position + read;
                done = true;
                return read;
            } finally {
                if (!done) {
                    dropStream();
                }
            }
        } catch (IOException failure) {
            if (closed) {
                throw ended(failure);
            }
            throw VfsFailures.of(failure, info.path());
        } finally {
            lock.unlock();
        }
    }

    private InputStream positioned(long position) throws IOException {
        InputStream open = stream;
        long ahead = position - next;
        if (open != null && ahead >= 0 && ahead <= SKIPPED) {
            open.skipNBytes(ahead);
            next = position;
            return open;
        }
        dropStream();
        if (replaced) {
            throw new FileChangedException(info.path().toString(), "it was replaced or deleted");
        }
        InputStream opened = opening.at(position);
        stream = opened;
        next = position;
        requireOpen();
        return opened;
    }

    private void requireOpen() throws AsynchronousCloseException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
    }

    private static IOException ended(IOException failure) {
        AsynchronousCloseException ended = new AsynchronousCloseException();
        if (!(failure instanceof AsynchronousCloseException)) {
            ended.initCause(failure);
        }
        return ended;
    }

    private void lockInterruptibly() throws InterruptedIOException {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return BufferedTransfer.send(this::read, position, count, target);
    }

    /** A server that is cut short complains, and nobody minds. */
    private void dropStream() {
        InputStream open = stream;
        stream = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException | RuntimeException complaint) {
                // Nothing was asked for that could be missing now.
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        reads.remove(this);
        // Without the lock: a read that is blocked holds it, and ends by this.
        dropStream();
        if (whole != null) {
            whole.close();
        }
    }
}
