package io.anyfs.local;

import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A file that is open for reading. It stays the same file when another takes its name. Bytes that somebody adds in place are not
 * seen; a file that somebody cuts fails with {@link FileChangedException} where bytes are missing; other changes in place are
 * seen as they are made.
 *
 * <p>An interrupt closes the channel of the system for all who read from it. So a thread that is interrupted already does not
 * touch it, and when the interrupt comes within a read, that thread fails and the others open the file anew, as long as it
 * has its name.
 */
final class LocalReadHandle implements BackendReadHandle {

    private final FileInfo info;
    private final Reopening reopening;
    private final Object lock = new Object();
    private volatile FileChannel channel;
    private volatile boolean closed;
    private boolean released;

    /** Opens the same version of the file again. */
    @FunctionalInterface
    interface Reopening {
        /**
         * Opens it.
         *
         * @throws FileChangedException if it is not there any more
         */
        FileChannel reopen() throws IOException;
    }

    /** A read, on the channel that there is. */
    @FunctionalInterface
    private interface Reading {
        long from(FileChannel channel) throws IOException;
    }

    LocalReadHandle(FileInfo info, FileChannel channel, Reopening reopening) {
        this.info = info;
        this.channel = channel;
        this.reopening = reopening;
    }

    @Override
    public FileInfo info() {
        return info;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        long left = info.size() - position;
        if (left <= 0) {
            return -1;
        }
        int limit = target.limit();
        if (target.remaining() > left) {
            target.limit(target.position() + (int) left);
        }
        try {
            int read = (int) run(open -> open.read(target, position), null);
            if (read < 0) {
                throw new FileChangedException(
                        info.path().toString(), "it was cut to less than the " + info.size() + " bytes it had");
            }
            return read;
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        long left = Math.min(count, info.size() - position);
        if (left <= 0) {
            return 0;
        }
        long sent = run(open -> open.transferTo(position, left, target), target);
        if (sent == 0 && channel.size() <= position) {
            throw new FileChangedException(
                    info.path().toString(), "it was cut to less than the " + info.size() + " bytes it had");
        }
        return sent;
    }

    /** Gives the channel away; closing this handle then closes nothing. */
    FileChannel release() {
        released = true;
        return channel;
    }

    @Override
    public void close() throws IOException {
        synchronized (lock) {
            closed = true;
            if (released) {
                return;
            }
            channel.close();
        }
    }

    private long run(Reading reading, @Nullable WritableByteChannel target) throws IOException {
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            FileChannel open = channel;
            try {
                return reading.from(open);
            } catch (ClosedByInterruptException mine) {
                throw mine;
            } catch (ClosedChannelException failure) {
                if (closed || (target != null && !target.isOpen())) {
                    throw failure;
                }
                reopenInsteadOf(open);
            }
        }
    }

    private void reopenInsteadOf(FileChannel broken) throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new AsynchronousCloseException();
            }
            if (channel == broken) {
                channel = reopening.reopen();
            }
        }
    }
}
