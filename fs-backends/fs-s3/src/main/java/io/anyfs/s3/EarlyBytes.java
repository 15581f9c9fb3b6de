package io.anyfs.s3;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A window of bytes that came ahead of their turn, as from clients that have several writes under way. */
final class EarlyBytes {

    /** What one upload holds at most: 64 writes of 64 KiB. */
    private static final int MAX = 4 << 20;

    private final PartMemory memory;
    private final NavigableMap<Long, byte[]> pieces = new TreeMap<>();
    private int held;

    EarlyBytes(PartMemory memory) {
        this.memory = memory;
    }

    /** Keeps the bytes; false if the window is full, or they overlap others of it, so that the order would matter. */
    boolean offer(ByteBuffer source, long position) {
        int length = source.remaining();
        Map.Entry<Long, byte[]> before = pieces.lowerEntry(position + length);
        boolean overlaps = before != null && before.getKey() + before.getValue().length > position;
        if (overlaps || held + length > MAX || !memory.tryReserve(length)) {
            return false;
        }
        byte[] piece = new byte[length];
        source.get(piece);
        pieces.put(position, piece);
        held += length;
        return true;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Where the first of them begin. */
    long first() {
        return pieces.firstKey();
    }

    /** Takes the first of them if they begin at a position. */
    @Nullable
    ByteBuffer takeAt(long position) {
        byte[] piece = pieces.remove(position);
        if (piece == null) {
            return null;
        }
        forget(piece.length);
        return ByteBuffer.wrap(piece);
    }

    /** Reads what is there at a position: 0 if nothing is. */
    int read(ByteBuffer target, long position) {
        Map.Entry<Long, byte[]> at = pieces.floorEntry(position);
        if (at == null || at.getKey() + at.getValue().length <= position) {
            return 0;
        }
        int from = (int) (position - at.getKey());
        int count = Math.min(target.remaining(), at.getValue().length - from);
        target.put(at.getValue(), from, count);
        return count;
    }

    /** Forgets what lies behind a size. */
    void truncate(long size) {
        for (byte[] dropped : pieces.tailMap(size, true).values()) {
            forget(dropped.length);
        }
        pieces.tailMap(size, true).clear();
        Map.Entry<Long, byte[]> last = pieces.lastEntry();
        if (last != null && last.getKey() + last.getValue().length > size) {
            byte[] kept = java.util.Arrays.copyOf(last.getValue(), (int) (size - last.getKey()));
            forget(last.getValue().length - kept.length);
            pieces.put(last.getKey(), kept);
        }
    }

    void clear() {
        truncate(0);
    }

    private void forget(int bytes) {
        held -= bytes;
        memory.release(bytes);
    }
}
