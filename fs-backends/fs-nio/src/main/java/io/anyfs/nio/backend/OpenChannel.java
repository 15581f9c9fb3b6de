package io.anyfs.nio.backend;

import io.anyfs.spi.BufferedTransfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** An open file, read and written at positions: by a {@link FileChannel} at once, by any other channel one call after another. */
final class OpenChannel implements Channel {

    private static final int BYTES = 128 * 1024;

    private final SeekableByteChannel channel;
    private final ReentrantLock cursor = new ReentrantLock();

    private OpenChannel(SeekableByteChannel channel) {
        this.channel = channel;
    }

    static OpenChannel open(Path host, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return new OpenChannel(Files.newByteChannel(host, options, attributes));
    }

    int read(ByteBuffer target, long position) throws IOException {
        if (channel instanceof FileChannel file) {
            return file.read(target, position);
        }
        cursor.lock();
        try {
            return channel.position(position).read(target);
        } finally {
            cursor.unlock();
        }
    }

    long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        if (channel instanceof FileChannel file) {
            return file.transferTo(position, count, target);
        }
        return BufferedTransfer.send(this::read, position, count, target);
    }

    /** Writes the whole buffer. What is between the end and the position is filled with zeros. */
    void write(ByteBuffer source, long position) throws IOException {
        if (!source.hasRemaining()) {
            return;
        }
        if (channel instanceof FileChannel file) {
            long next = position;
            while (source.hasRemaining()) {
                next += file.write(source, next);
            }
            return;
        }
        cursor.lock();
        try {
            fill(position);
            channel.position(position);
            while (source.hasRemaining()) {
                channel.write(source);
            }
        } finally {
            cursor.unlock();
        }
    }

    /** What such a channel leaves between its end and a write behind it is not specified. */
    private void fill(long position) throws IOException {
        long size = channel.size();
        if (size >= position) {
            return;
        }
        channel.position(size);
        ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(BYTES, position - size));
        while (size < position) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), position - size));
            size += channel.write(zeros);
        }
    }

    void truncate(long size) throws IOException {
        cursor.lock();
        try {
            if (size < channel.size()) {
                channel.truncate(size);
            } else if (size > channel.size()) {
                write(ByteBuffer.allocate(1), size - 1);
            }
        } finally {
            cursor.unlock();
        }
    }

    long size() throws IOException {
        return channel.size();
    }

    void force() throws IOException {
        if (channel instanceof FileChannel file) {
            file.force(true);
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
