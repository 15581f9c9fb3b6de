package io.anyfs.nio.backend;

import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A file that is open for reading. An interrupt closes the JDK's channels for all who read from them; so a thread that is
 * interrupted already does not touch it, and where one is interrupted within a read, the others open the file anew, as long as
 * it is the same.
 */
final class NioReadHandle implements BackendReadHandle {

    private final FileInfo info;
    private final Reopening reopening;
    private final Object lock = new Object();
    private volatile OpenChannel channel;
    private volatile boolean closed;

    /** Opens the same version of the file again. */
    @FunctionalInterface
    interface Reopening {
        OpenChannel reopen() throws IOException;
    }

    /** A read, on the channel that there is. */
    @FunctionalInterface
    private interface Reading {
        long from(OpenChannel channel) throws IOException;
    }

    NioReadHandle(FileInfo info, OpenChannel channel, Reopening reopening) {
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
                throw cut();
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
            throw cut();
        }
        return sent;
    }

    private FileChangedException cut() {
        return new FileChangedException(
                info.path().toString(), "it was cut to less than the " + info.size() + " bytes it had");
    }

    @Override
    public void close() throws IOException {
        synchronized (lock) {
            closed = true;
            channel.close();
        }
    }

    private long run(Reading reading, @Nullable WritableByteChannel target) throws IOException {
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            OpenChannel open = channel;
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

    private void reopenInsteadOf(OpenChannel broken) throws IOException {
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
