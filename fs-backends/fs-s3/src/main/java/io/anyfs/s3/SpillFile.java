package io.anyfs.s3;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Bytes that were written in no order, on disk until they can be sent in order. The file is gone when the process is. */
final class SpillFile implements Closeable {

    private final FileChannel channel;
    /** What was written: from where to where. */
    private final NavigableMap<Long, Long> written = new TreeMap<>();

    private SpillFile(FileChannel channel) {
        this.channel = channel;
    }

    static SpillFile create() throws IOException {
        Path file = Files.createTempFile("anyfs-s3-", ".part");
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        return new SpillFile(channel);
    }

    void write(ByteBuffer source, long position) throws IOException {
        long at = position;
        while (source.hasRemaining()) {
            at += channel.write(source, at);
        }
        mark(position, at);
    }

    /** Reads bytes that were written: at most to the end of what was written in one. */
    int read(ByteBuffer target, long position) throws IOException {
        return channel.read(target, position);
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
    public void close() throws IOException {
        channel.close();
    }
}
