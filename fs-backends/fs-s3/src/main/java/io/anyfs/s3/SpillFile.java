package io.anyfs.s3;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Bytes that were written in no order, on disk until they can be sent in order. The file is gone when the process is. */
final class SpillFile implements Closeable {

    /** How much goes to the channel at once: it keeps a buffer outside the heap of that size for each thread. */
    private static final int STEP = 256 * 1024;

    private final FileChannel channel;
    /** What was written: from where to where. */
    private final NavigableMap<Long, Long> written = new TreeMap<>();

    private SpillFile(FileChannel channel) {
        this.channel = channel;
    }

    static SpillFile create() throws IOException {
        Path file = Files.createTempFile("anyfs-s3-", ".part");
        boolean opened = false;
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            opened = true;
            return new SpillFile(channel);
        } finally {
            if (!opened) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Writes all remaining bytes. */
    void write(ByteBuffer source, long position) throws IOException {
        int limit = source.limit();
        long at = position;
        try {
            while (source.position() < limit) {
                source.limit(Math.min(limit, source.position() + STEP));
                at += channel.write(source, at);
            }
        } catch (ClosedChannelException closed) {
            throw closed;
        } catch (IOException failure) {
            throw new IOException("the temporary file for bytes written in no order: " + failure.getMessage(), failure);
        } finally {
            source.limit(limit);
            mark(position, at);
        }
    }

    /** Reads bytes that were written, at most to the end of what was written in one; returns how many. */
    int read(ByteBuffer target, long position) throws IOException {
        int limit = target.limit();
        long most = Math.min(writtenFrom(position), STEP);
        try {
            target.limit((int) Math.min(limit, target.position() + most));
            return Math.max(0, channel.read(target, position));
        } finally {
            target.limit(limit);
        }
    }

    /** Forgets what lies behind a size. */
    void truncate(long size) {
        written.tailMap(size, true).clear();
        Map.Entry<Long, Long> last = written.lastEntry();
        if (last != null && last.getValue() > size) {
            written.put(last.getKey(), size);
        }
    }

    /** How many bytes from a position on were written without a gap; 0 if the one there was not. */
    long writtenFrom(long position) {
        Map.Entry<Long, Long> range = written.floorEntry(position);
        return range == null ? 0 : Math.max(0, range.getValue() - position);
    }

    /** Where the next bytes begin that were written; {@code Long.MAX_VALUE} if there are none. */
    long nextWritten(long position) {
        Long next = written.ceilingKey(position);
        return next == null ? Long.MAX_VALUE : next;
    }

    private void mark(long from, long to) {
        if (from == to) {
            return;
        }
        long begin = from;
        long end = to;
        Map.Entry<Long, Long> before = written.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            begin = before.getKey();
            end = Math.max(end, before.getValue());
        }
        NavigableMap<Long, Long> covered = written.subMap(begin, true, end, true);
        if (!covered.isEmpty()) {
            end = Math.max(end, covered.lastEntry().getValue());
        }
        covered.clear();
        written.put(begin, end);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException unimportant) {
            // The bytes are needed no more, and there is no name under which they could stay.
        }
    }
}
