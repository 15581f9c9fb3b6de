package io.anyfs.compress;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A compressed file that is open for reading: decompresses the frames that are asked for, each reader on a cursor of its own. Two
 * unused cursors are kept, with a frame and at most 1 MiB of compressed ones each; besides them there is the table.
 */
final class CompressReadHandle implements BackendReadHandle {

    private static final int MOST_UNUSED = 2;

    private final BackendReadHandle stored;
    private final FileInfo info;
    private final FrameTable table;
    private final Codec codec;
    // Guarded by itself; the one used last is first.
    private final Deque<FrameCursor> unused = new ArrayDeque<>();
    private volatile boolean closed;

    CompressReadHandle(BackendReadHandle stored, FrameTable table, Codec codec) {
        this.stored = stored;
        this.info = Sizes.with(stored.info(), table.layout().size());
        this.table = table;
        this.codec = codec;
    }

    @Override
    public FileInfo info() {
        return info;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        requireOpen();
        if (position >= info.size()) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), info.size() - position);
        if (count == 0) {
            return 0;
        }
        FrameCursor cursor = take(frameAt(position));
        try {
            long next = position;
            long end = position + count;
            while (next < end) {
                int piece = (int) Math.min(end - next, frameEnd(next) - next);
                target.put(frame(cursor, next, end), offset(next), piece);
                next += piece;
            }
            return count;
        } finally {
            giveBack(cursor);
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        requireOpen();
        long end = position + Math.min(count, Math.max(0, info.size() - position));
        long next = position;
        if (next >= end) {
            return 0;
        }
        FrameCursor cursor = take(frameAt(position));
        try {
            while (next < end) {
                int piece = (int) Math.min(end - next, frameEnd(next) - next);
                // Read-only: the frame is handed out to others as well.
                ByteBuffer bytes = ByteBuffer.wrap(frame(cursor, next, end), offset(next), piece)
                        .asReadOnlyBuffer();
                int sent = target.write(bytes);
                next += sent;
                if (sent < piece) {
                    break;
                }
            }
            return next - position;
        } finally {
            giveBack(cursor);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            stored.close();
        } finally {
            synchronized (unused) {
                unused.forEach(FrameCursor::release);
                unused.clear();
            }
        }
    }

    private byte[] frame(FrameCursor cursor, long position, long end) throws IOException {
        requireOpen();
        int frame = frameAt(position);
        return cursor.seek(frame, frameAt(end - 1) - frame + 1);
    }

    private int frameAt(long position) {
        return (int) (position / table.layout().frameSize());
    }

    private int offset(long position) {
        return (int) (position % table.layout().frameSize());
    }

    private long frameEnd(long position) {
        return (frameAt(position) + 1L) * table.layout().frameSize();
    }

    private void requireOpen() throws AsynchronousCloseException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
    }

    /** The cursor that is closest to a frame; a new one while few are kept, so that they are a small cache. */
    private FrameCursor take(int frame) {
        synchronized (unused) {
            FrameCursor near = null;
            for (FrameCursor cursor : unused) {
                if (cursor.holds(frame)) {
                    near = cursor;
                    break;
                } else if (near == null && cursor.isNear(frame)) {
                    near = cursor;
                }
            }
            FrameCursor taken = near != null || unused.size() < MOST_UNUSED ? near : unused.peekLast();
            if (taken != null) {
                unused.remove(taken);
                return taken;
            }
        }
        return new FrameCursor(stored, table, codec);
    }

    private void giveBack(FrameCursor cursor) {
        FrameCursor left = keep(cursor);
        if (left != null) {
            left.release();
        }
    }

    /** Returns the one that is kept no longer. */
    private @Nullable FrameCursor keep(FrameCursor cursor) {
        synchronized (unused) {
            if (closed) {
                return cursor;
            }
            unused.addFirst(cursor);
            return unused.size() > MOST_UNUSED ? unused.pollLast() : null;
        }
    }
}
