package io.anyfs.cache.writeback;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendReadHandle;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.WritableByteChannel;

/**
 * A staged file that is open for reading. It stays readable when it is uploaded, replaced or deleted. It is read without a channel, as an
 * interrupt of one reader would close that for all.
 */
final class StagedReadHandle implements BackendReadHandle {

    private static final int PIECE = 64 * 1024;

    private final FileInfo info;
    private final StagedBytes bytes;
    // Guarded by this object's lock.
    private final RandomAccessFile file;
    private boolean closed;

    private StagedReadHandle(FileInfo info, StagedBytes bytes, RandomAccessFile file) {
        this.info = info;
        this.bytes = bytes;
        this.file = file;
    }

    /** Opens bytes that are held for the handle. */
    static StagedReadHandle open(FileInfo info, StagedBytes held) throws IOException {
        boolean opened = false;
        try {
            StagedReadHandle handle = new StagedReadHandle(
                    info, held, new RandomAccessFile(held.file().toFile(), "r"));
            opened = true;
            return handle;
        } finally {
            if (!opened) {
                held.release();
            }
        }
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
        long left = bytes.size() - position;
        if (left <= 0) {
            return -1;
        }
        int length = (int) Math.min(Math.min(target.remaining(), PIECE), left);
        byte[] piece = new byte[length];
        readFully(piece, position);
        target.put(piece);
        return length;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        long left = Math.min(count, bytes.size() - position);
        long sent = 0;
        while (sent < left) {
            byte[] piece = new byte[(int) Math.min(PIECE, left - sent)];
            readFully(piece, position + sent);
            int taken = target.write(ByteBuffer.wrap(piece));
            sent += taken;
            if (taken < piece.length) {
                break;
            }
        }
        return sent;
    }

    private void readFully(byte[] piece, long position) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        synchronized (this) {
            if (closed) {
                throw new AsynchronousCloseException();
            }
            try {
                file.seek(position);
                file.readFully(piece);
            } catch (EOFException cut) {
                throw new IOException("the staged bytes were cut: " + bytes.file(), cut);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            synchronized (this) {
                closed = true;
                file.close();
            }
        } finally {
            bytes.release();
        }
    }
}
