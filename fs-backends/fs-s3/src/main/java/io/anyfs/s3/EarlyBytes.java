package io.anyfs.s3;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A window of bytes that came ahead of their turn, as from clients that have several writes under way. */
final class EarlyBytes {

    /** What one upload holds at most: 64 writes of 64 KiB, with what it costs to keep them. */
    private static final long MAX = (4 << 20) + 64 * 1024;

    /** What it costs to keep a piece beside its bytes, roughly: without it, single bytes could fill the heap. */
    private static final int PIECE = 128;

    private final PartMemory memory;
    /** Pieces that do not overlap, by where they begin. */
    private final NavigableMap<Long, byte[]> pieces = new TreeMap<>();

    private long held;

    EarlyBytes(PartMemory memory) {
        this.memory = memory;
    }

    /** Keeps the bytes; false if the window is full, or they overlap others of it, so that the order would matter. */
    boolean offer(ByteBuffer source, long position) {
        int length = source.remaining();
        Map.Entry<Long, byte[]> before = pieces.lowerEntry(position + length);
        boolean overlaps = before != null && end(before) > position;
        long cost = (long) length + PIECE;
        if (overlaps || held + cost > MAX || !memory.tryReserve(cost)) {
            return false;
        }
        held += cost;
        boolean kept = false;
        try {
            byte[] piece = new byte[length];
            source.get(piece);
            pieces.put(position, piece);
            kept = true;
            return true;
        } finally {
            if (!kept) {
                forget(cost);
            }
        }
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Where the next of them begin, at a position or behind it; {@code Long.MAX_VALUE} if there are none. */
    long nextFrom(long position) {
        Long next = pieces.ceilingKey(position);
        return next == null ? Long.MAX_VALUE : next;
    }

    /** Where the first of them begin; there are some. */
    long first() {
        return pieces.firstKey();
    }

    /**
     * Takes the bytes that go on at a position; {@code null} if there are none. What lies before it is forgotten: it was written
     * over by what came later.
     */
    @Nullable
    ByteBuffer takeAt(long position) {
        for (Map.Entry<Long, byte[]> first = pieces.firstEntry();
                first != null && first.getKey() <= position;
                first = pieces.firstEntry()) {
            pieces.pollFirstEntry();
            forget((long) first.getValue().length + PIECE);
            if (end(first) > position) {
                int from = (int) (position - first.getKey());
                return ByteBuffer.wrap(first.getValue(), from, first.getValue().length - from);
            }
        }
        return null;
    }

    /** Reads what is there at a position: 0 if nothing is. */
    int read(ByteBuffer target, long position) {
        Map.Entry<Long, byte[]> at = pieces.floorEntry(position);
        if (at == null || end(at) <= position) {
            return 0;
        }
        int from = (int) (position - at.getKey());
        int count = Math.min(target.remaining(), at.getValue().length - from);
        target.put(at.getValue(), from, count);
        return count;
    }

    /** Forgets what lies behind a size. */
    void truncate(long size) {
        NavigableMap<Long, byte[]> behind = pieces.tailMap(size, true);
        for (byte[] dropped : behind.values()) {
            forget((long) dropped.length + PIECE);
        }
        behind.clear();
        Map.Entry<Long, byte[]> last = pieces.lastEntry();
        if (last != null && end(last) > size) {
            byte[] kept = Arrays.copyOf(last.getValue(), (int) (size - last.getKey()));
            pieces.put(last.getKey(), kept);
            forget(last.getValue().length - kept.length);
        }
    }

    void clear() {
        truncate(0);
    }

    private static long end(Map.Entry<Long, byte[]> piece) {
        return piece.getKey() + piece.getValue().length;
    }

    private void forget(long bytes) {
        held -= bytes;
        memory.release(bytes);
    }
}
