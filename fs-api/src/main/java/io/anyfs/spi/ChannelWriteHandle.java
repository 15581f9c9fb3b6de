package io.anyfs.spi;

import io.anyfs.AttributeChanges;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The base of a write whose bytes go to a file of this machine: the one that is written, or one where they wait for the commit. A
 * subclass commits and aborts, and closes the channel with either.
 *
 * <p>What a write that failed has left behind the end does not count for {@link #size()}.
 */
public abstract class ChannelWriteHandle extends PositionedWriteHandle {

    private static final ByteBuffer ZERO = ByteBuffer.allocate(1).asReadOnlyBuffer();

    private final FileChannel channel;
    private volatile long size;

    /**
     * A write to a file that is open.
     *
     * @param channel open for writing, and for reading where the storage has {@link io.anyfs.Capability#READ_BACK}
     * @param attributes those it was opened with
     * @param next where {@link #write(ByteBuffer)} begins, in bytes
     * @param size the bytes that are there already
     */
    protected ChannelWriteHandle(FileChannel channel, AttributeChanges attributes, long next, long size) {
        super(attributes, next);
        this.channel = channel;
        this.size = size;
    }

    /** What the bytes go to. */
    public final FileChannel channel() {
        return channel;
    }

    /**
     * What to throw where the channel failed, such as a full disk in the words of the storage.
     *
     * @param failure of the channel
     */
    protected abstract IOException told(IOException failure) throws IOException;

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        if (!source.hasRemaining()) {
            return;
        }
        long end = position;
        try {
            while (source.hasRemaining()) {
                end += channel.write(source, end);
            }
        } catch (IOException failure) {
            throw told(failure);
        }
        size = Math.max(size, end);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return channel.read(target, position);
    }

    @Override
    public void truncate(long newSize) throws IOException {
        try {
            if (newSize < size) {
                channel.truncate(newSize);
            } else if (newSize > size) {
                channel.write(ZERO.duplicate(), newSize - 1);
            }
        } catch (IOException failure) {
            throw told(failure);
        }
        size = newSize;
    }

    @Override
    public final long size() {
        return size;
    }

    @Override
    public void force() throws IOException {
        try {
            channel.force(true);
        } catch (IOException failure) {
            throw told(failure);
        }
    }
}
