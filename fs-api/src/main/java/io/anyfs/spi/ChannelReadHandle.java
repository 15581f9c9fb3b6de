package io.anyfs.spi;

import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;

/**
 * The base of reading from a channel of the JDK, such as that of a file of this machine. Bytes behind the size that the file had when
 * it was opened are not seen; where bytes before it are missing, a read fails with {@link FileChangedException}.
 *
 * <p>An interrupt closes such a channel for all who read from it. So a thread that is interrupted already does not touch it, and
 * when the interrupt comes within a read, that thread fails and the others open the file anew.
 *
 * @param <C> the channel, which many threads may use at positions
 */
public abstract class ChannelReadHandle<C extends Channel> implements BackendReadHandle {

    private final FileInfo info;
    private final Reopening<C> reopening;
    private final Object lock = new Object();
    private volatile C channel;
    private volatile boolean closed;

    /** Opens the same version of a file again. */
    @FunctionalInterface
    public interface Reopening<C> {
        /**
         * Opens it.
         *
         * @throws FileChangedException if that version is not there any more
         */
        C reopen() throws IOException;
    }

    /** A read, on the channel that there is. */
    @FunctionalInterface
    private interface Reading<C> {
        long from(C channel) throws IOException;
    }

    /**
     * A file that is open.
     *
     * @param info the facts of the version that was opened
     * @param channel closed with this
     */
    protected ChannelReadHandle(FileInfo info, C channel, Reopening<C> reopening) {
        this.info = info;
        this.channel = channel;
        this.reopening = reopening;
    }

    /** Reads as {@link java.nio.channels.FileChannel#read(ByteBuffer, long)} does. */
    protected abstract int read(C from, ByteBuffer target, long position) throws IOException;

    /** Sends as {@link java.nio.channels.FileChannel#transferTo} does. */
    protected abstract long transferTo(C from, long position, long count, WritableByteChannel target)
            throws IOException;

    /** The bytes that there are now. */
    protected abstract long size(C of) throws IOException;

    /** What is read from now. */
    protected final C channel() {
        return channel;
    }

    @Override
    public final FileInfo info() {
        return info;
    }

    @Override
    public final int read(ByteBuffer target, long position) throws IOException {
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
            int read = (int) run(open -> read(open, target, position));
            if (read < 0) {
                throw cut();
            }
            return read;
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public final long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        long left = Math.min(count, info.size() - position);
        if (left <= 0) {
            return 0;
        }
        long sent = run(open -> transferTo(open, position, left, target));
        if (sent == 0 && size(channel) <= position) {
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

    private long run(Reading<C> reading) throws IOException {
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw closed ? new AsynchronousCloseException() : new InterruptedIOException("interrupted");
            }
            C open = channel;
            try {
                return reading.from(open);
            } catch (ClosedByInterruptException mine) {
                // There are channels that interrupt those who read when they are closed.
                throw closed ? new AsynchronousCloseException() : mine;
            } catch (ClosedChannelException failure) {
                // Where it is open still, something else is closed: the target of a transfer.
                if (closed || open.isOpen()) {
                    throw failure;
                }
                reopenInsteadOf(open);
            }
        }
    }

    private void reopenInsteadOf(C broken) throws IOException {
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
