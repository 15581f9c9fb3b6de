package io.anyfs.expose;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How far the bytes of an upload reach in one piece, whatever the order they come in. Bytes that come ahead of a gap count when
 * it is filled. For one thread at a time.
 */
final class ArrivedBytes {

    /** More pieces ahead than any client has under way; past it some are forgotten, and less is known to have come than has. */
    static final int MAX_PIECES = 4_096;

    /** Where pieces ahead end, by where they begin. They neither touch nor overlap. */
    private final NavigableMap<Long, Long> ahead = new TreeMap<>();

    private long end;
    private boolean any;

    /** @param end up to where there are bytes from the start */
    ArrivedBytes(long end) {
        this.end = end;
    }

    /** Where the first piece ends. */
    long end() {
        return end;
    }

    /** Whether any of its bytes have arrived, rather than been there from the start. */
    boolean isAny() {
        return any;
    }

    /** Some have come. */
    void add(long position, long count) {
        if (count == 0) {
            return;
        }
        if (position <= end) {
            any = true;
            end = Math.max(end, position + count);
            for (Map.Entry<Long, Long> next = ahead.firstEntry();
                    next != null && next.getKey() <= end;
                    next = ahead.firstEntry()) {
                ahead.pollFirstEntry();
                end = Math.max(end, next.getValue());
            }
        } else {
            addAhead(position, position + count);
        }
    }

    /** What lies behind a size is gone. */
    void truncate(long size) {
        end = Math.min(end, size);
        any &= size > 0;
        ahead.tailMap(size, true).clear();
        Map.Entry<Long, Long> last = ahead.lastEntry();
        if (last != null && last.getValue() > size) {
            ahead.put(last.getKey(), size);
        }
    }

    private void addAhead(long begin, long pieceEnd) {
        long first = begin;
        long last = pieceEnd;
        for (Map.Entry<Long, Long> near = ahead.floorEntry(last);
                near != null && near.getValue() >= first;
                near = ahead.floorEntry(last)) {
            ahead.remove(near.getKey());
            first = Math.min(first, near.getKey());
            last = Math.max(last, near.getValue());
        }
        ahead.put(first, last);
        if (ahead.size() > MAX_PIECES) {
            ahead.pollLastEntry();
        }
    }
}
