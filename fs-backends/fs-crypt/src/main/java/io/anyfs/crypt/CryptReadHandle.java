package io.anyfs.crypt;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An encrypted file that is read. Each thread decrypts by a reader of its own; readers that nobody uses are kept for the segments that
 * they hold. The end of the file is told only after its last segment was verified, so that a file that was cut does not pass for
 * a shorter one.
 */
final class CryptReadHandle implements BackendReadHandle {

    private static final int MAX_IDLE = 2;

    private final FileInfo info;
    private final Ciphertext file;
    private final SegmentLayout layout;
    private final Deque<SegmentReader> idle = new ArrayDeque<>();
    private volatile boolean closed;

    CryptReadHandle(FileInfo info, Ciphertext file) {
        this.info = info;
        this.file = file;
        this.layout = file.cipher().layout();
    }

    @Override
    public FileInfo info() {
        return info;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        requireOpen();
        if (position >= info.size()) {
            verifyEnd();
            return -1;
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        SegmentReader reader = take(layout.segmentOf(position));
        int bytes = reader.read(target, position);
        giveBack(reader);
        return bytes;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        requireOpen();
        long end = Math.min(info.size(), position > Long.MAX_VALUE - count ? Long.MAX_VALUE : position + count);
        long next = position;
        while (next < end) {
            SegmentReader reader = take(layout.segmentOf(next));
            ByteBuffer rest = reader.rest(next);
            rest.limit(rest.position() + (int) Math.min(rest.remaining(), end - next));
            int sent = target.write(rest);
            giveBack(reader);
            if (sent <= 0) {
                return next - position;
            }
            next += sent;
            requireOpen();
        }
        if (next >= info.size()) {
            verifyEnd();
        }
        return next - position;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        synchronized (idle) {
            idle.clear();
        }
        file.close();
    }

    /** Fails unless the end is that of the file that was written. */
    void verifyEnd() throws IOException {
        if (!file.isEndVerified()) {
            long last = layout.segments(file.size()) - 1;
            SegmentReader reader = take(last);
            reader.keep(last);
            giveBack(reader);
        }
    }

    private void requireOpen() throws AsynchronousCloseException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
    }

    /** A reader of the segment if one is idle, else one that holds none, else a new one, or the oldest. One that fails is not given back. */
    private SegmentReader take(long segment) {
        synchronized (idle) {
            SegmentReader chosen = null;
            for (SegmentReader reader : idle) {
                if (reader.keeps(segment) || (chosen == null && reader.keepsNone())) {
                    chosen = reader;
                }
            }
            if (chosen == null && idle.size() == MAX_IDLE) {
                chosen = idle.getLast();
            }
            if (chosen != null) {
                idle.remove(chosen);
                return chosen;
            }
        }
        return new SegmentReader(file);
    }

    private void giveBack(SegmentReader reader) {
        synchronized (idle) {
            if (!closed && idle.size() < MAX_IDLE) {
                idle.addFirst(reader);
            }
        }
    }
}
