package io.anyfs.vfs2.backend;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are kept on this machine: in memory as long as they are few, else in a temporary file, which is gone after the close.
 * Safe for use by many threads. An interrupt does not close it, unlike the JDK's channels.
 */
final class Stage implements Closeable {

    static final int IN_MEMORY = 256 * 1024;

    private byte[] memory = new byte[0];
    private @Nullable File file;
    private @Nullable RandomAccessFile spilled;
    private long size;
    private boolean closed;

    synchronized long size() {
        return size;
    }

    /** Reads what there is at a position; -1 at or past the end. */
    synchronized int read(ByteBuffer target, long position) throws IOException {
        requireOpen();
        if (position >= size) {
            return -1;
        }
        int bytes = (int) Math.min(target.remaining(), size - position);
        if (spilled == null) {
            target.put(memory, (int) position, bytes);
            return bytes;
        }
        byte[] some = new byte[Math.min(bytes, IN_MEMORY)];
        spilled.seek(position);
        spilled.readFully(some);
        target.put(some);
        return some.length;
    }

    /** Writes all bytes at a position; a gap before it is zeros. */
    synchronized void write(ByteBuffer source, long position) throws IOException {
        requireOpen();
        if (!source.hasRemaining()) {
            return;
        }
        grow(position + source.remaining());
        if (spilled == null) {
            int bytes = source.remaining();
            source.get(memory, (int) position, bytes);
            return;
        }
        byte[] some = new byte[Math.min(source.remaining(), IN_MEMORY)];
        spilled.seek(position);
        while (source.hasRemaining()) {
            int bytes = Math.min(source.remaining(), some.length);
            source.get(some, 0, bytes);
            spilled.write(some, 0, bytes);
        }
    }

    synchronized void truncate(long newSize) throws IOException {
        requireOpen();
        if (newSize >= size) {
            grow(newSize);
            return;
        }
        if (spilled != null) {
            spilled.setLength(newSize);
        } else {
            // What was cut does not come back.
            Arrays.fill(memory, (int) newSize, (int) size, (byte) 0);
        }
        size = newSize;
    }

    private void grow(long newSize) throws IOException {
        if (newSize <= size) {
            return;
        }
        if (spilled == null && newSize > IN_MEMORY) {
            spill();
        }
        if (spilled != null) {
            spilled.setLength(newSize);
        } else if (newSize > memory.length) {
            memory = Arrays.copyOf(memory, (int) Math.min(IN_MEMORY, Math.max(newSize, 2L * memory.length)));
        }
        size = newSize;
    }

    private void spill() throws IOException {
        File created = Files.createTempFile("anyfs-vfs-", ".stage").toFile();
        file = created;
        spilled = new RandomAccessFile(created, "rw");
        spilled.write(memory, 0, (int) size);
        memory = new byte[0];
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new java.nio.channels.ClosedChannelException();
        }
    }

    /** What is asked between two chunks, to give up. */
    @FunctionalInterface
    interface Check {
        void mayGoOn() throws IOException;
    }

    /** Writes all to a stream, in chunks. */
    void sendTo(OutputStream target, int chunk, Check check) throws IOException {
        byte[] bytes = new byte[(int) Math.max(1, Math.min(chunk, size()))];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long position = 0;
        while (position < size()) {
            buffer.clear();
            while (buffer.hasRemaining() && read(buffer, position + buffer.position()) > 0) {
                check.mayGoOn();
            }
            target.write(bytes, 0, buffer.position());
            position += buffer.position();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        memory = new byte[0];
        try {
            if (spilled != null) {
                spilled.close();
            }
        } finally {
            if (file != null) {
                Files.deleteIfExists(file.toPath());
            }
        }
    }
}
