package io.anyfs.nio;

import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An open file as the JDK has it: a position, and calls that end, with the channel, when their thread is interrupted. Closing
 * it publishes what was written; closing it while another thread writes, or an interrupt of a write, gives up what is not
 * visible yet.
 */
final class AnyfsFileChannel extends FileChannel {

    private static final int TRANSFER_BYTES = 128 * 1024;

    private final AnyfsFileSystem fs;
    private final FsPath place;
    private final OpenFile file;
    private final OpenModes modes;
    // Whoever uses the position waits for others who do; calls that say where do not.
    private final ReentrantLock cursor = new ReentrantLock();
    private long position;
    // Counted from before an interrupt of such a call can close the channel.
    private final AtomicInteger changing = new AtomicInteger();
    private volatile boolean abandoned;

    AnyfsFileChannel(AnyfsFileSystem fs, FsPath place, OpenFile file, OpenModes modes) {
        this.fs = fs;
        this.place = place;
        this.file = file;
        this.modes = modes;
    }

    /** A call that may take long. */
    @FunctionalInterface
    private interface Blocking {
        long run() throws IOException;
    }

    // ---------------------------------------------------------------- at the position

    @Override
    public int read(ByteBuffer target) throws IOException {
        requireReadable();
        cursor.lock();
        try {
            int read = (int) blocking(() -> file.read(target, position));
            position += Math.max(read, 0);
            return read;
        } finally {
            cursor.unlock();
        }
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, targets.length);
        requireReadable();
        long total = 0;
        for (int i = offset; i < offset + length; i++) {
            while (targets[i].hasRemaining()) {
                int read = read(targets[i]);
                if (read < 0) {
                    return total == 0 ? -1 : total;
                }
                total += read;
            }
        }
        return total;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        requireWritable();
        cursor.lock();
        try {
            int written = (int) changing(() -> put(source, position));
            position = modes.appends() ? file.size() : position + written;
            return written;
        } finally {
            cursor.unlock();
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, sources.length);
        requireWritable();
        long total = 0;
        for (int i = offset; i < offset + length; i++) {
            total += write(sources[i]);
        }
        return total;
    }

    @Override
    public long position() throws IOException {
        requireOpen();
        cursor.lock();
        try {
            return position;
        } finally {
            cursor.unlock();
        }
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        requireOpen();
        requireNotNegative("position", newPosition);
        cursor.lock();
        try {
            position = newPosition;
        } finally {
            cursor.unlock();
        }
        return this;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        requireNotNegative("size", size);
        requireWritable();
        cursor.lock();
        try {
            changing(() -> {
                file.truncate(size);
                return 0;
            });
            position = Math.min(position, size);
        } finally {
            cursor.unlock();
        }
        return this;
    }

    // ---------------------------------------------------------------- anywhere

    @Override
    public long size() throws IOException {
        requireOpen();
        return file.size();
    }

    @Override
    public int read(ByteBuffer target, long from) throws IOException {
        requireNotNegative("position", from);
        requireReadable();
        return (int) blocking(() -> file.read(target, from));
    }

    @Override
    public int write(ByteBuffer source, long to) throws IOException {
        requireNotNegative("position", to);
        requireWritable();
        return (int) changing(() -> put(source, to));
    }

    private int put(ByteBuffer source, long to) throws IOException {
        return modes.appends() ? file.append(source) : file.write(source, to);
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
        requireNotNegative("position", from);
        requireNotNegative("count", count);
        requireReadable();
        if (!target.isOpen()) {
            throw new ClosedChannelException();
        }
        if (target instanceof AnyfsFileChannel other && !other.modes.writes()) {
            throw new NonWritableChannelException();
        }
        return blocking(() -> file.transferTo(from, count, target));
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long to, long count) throws IOException {
        requireNotNegative("position", to);
        requireNotNegative("count", count);
        requireWritable();
        if (!source.isOpen()) {
            throw new ClosedChannelException();
        }
        if (to > size()) {
            return 0;
        }
        return changing(() -> {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, TRANSFER_BYTES));
            long received = 0;
            while (received < count) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), count - received));
                int read = source.read(buffer);
                if (read <= 0) {
                    return received;
                }
                put(buffer.flip(), to + received);
                received += read;
            }
            return received;
        });
    }

    @Override
    public void force(boolean metaData) throws IOException {
        requireOpen();
        changing(() -> {
            file.force();
            return 0;
        });
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) {
        throw new UnsupportedOperationException("only files that the system itself has can be mapped into memory");
    }

    // ---------------------------------------------------------------- locks

    @Override
    public FileLock lock(long from, long size, boolean shared) throws IOException {
        requireOpen();
        if (shared) {
            requireReadable();
        } else {
            requireWritable();
        }
        if (fs.options().locks() == NioOptions.Locks.REFUSED) {
            throw new UnsupportedOperationException(
                    fs.storage().name()
                            + " has no locks that other processes see; NioOptions.Locks.WITHIN_PROCESS has those that they do not");
        }
        return fs.locks().lock(place, this, from, size, shared);
    }

    @Override
    public FileLock tryLock(long from, long size, boolean shared) throws IOException {
        return lock(from, size, shared);
    }

    // ---------------------------------------------------------------- the end

    @Override
    protected void implCloseChannel() throws IOException {
        fs.locks().release(place, this);
        try {
            if (abandoned || changing.get() > 0) {
                file.abandon();
            } else {
                file.close();
            }
        } finally {
            if (modes.deletesOnClose() && fs.isOpen()) {
                fs.storage().deleteIfExists(place);
            }
        }
    }

    /** Closes it, and publishes nothing that is not visible yet. */
    void abandon() throws IOException {
        abandoned = true;
        close();
    }

    private long changing(Blocking call) throws IOException {
        changing.incrementAndGet();
        try {
            return blocking(call);
        } finally {
            changing.decrementAndGet();
        }
    }

    private long blocking(Blocking call) throws IOException {
        boolean completed = false;
        try {
            begin();
            requireOpen();
            long result = call.run();
            completed = true;
            return result;
        } finally {
            end(completed);
        }
    }

    private void requireReadable() throws ClosedChannelException {
        requireOpen();
        if (!modes.reads()) {
            throw new NonReadableChannelException();
        }
    }

    private void requireWritable() throws ClosedChannelException {
        requireOpen();
        if (!modes.writes()) {
            throw new NonWritableChannelException();
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private static void requireNotNegative(String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " must not be negative: " + value);
        }
    }
}
