package io.anyfs.cache;

import java.util.HashMap;
import java.util.Map;

/**
 * What was changed through a cache, and when, so that whoever asked the storage before a change does not store what he got under
 * a name that means something else now. Told in stripes: a change of one file can look like one of another, which then is not
 * stored by one reader. Guarded by the lock of {@link BlockStore}.
 */
final class RecentChanges {

    private static final int STRIPES = 4096;

    private final long[] lastOfStripe = new long[STRIPES];
    private final Map<Long, Integer> underWay = new HashMap<>();
    private long lastWeak;
    private long now;

    long now() {
        return now;
    }

    void begin(long... tags) {
        for (long tag : tags) {
            underWay.merge(tag, 1, Integer::sum);
        }
    }

    void end(long... tags) {
        for (long tag : tags) {
            underWay.computeIfPresent(tag, (same, count) -> count == 1 ? null : count - 1);
        }
    }

    void happened(boolean weak, long... tags) {
        now++;
        for (long tag : tags) {
            lastOfStripe[stripe(tag)] = now;
        }
        if (weak) {
            lastWeak = now;
        }
    }

    /** Whether what the key names was changed after a moment, or is being changed. */
    boolean touched(FileKey key, long since) {
        return underWay.containsKey(key.pathTag())
                || underWay.containsKey(key.idTag())
                || lastOfStripe[stripe(key.pathTag())] > since
                || (key.idTag() != 0 && lastOfStripe[stripe(key.idTag())] > since)
                || (key.weak() && lastWeak > since);
    }

    private static int stripe(long tag) {
        return (int) (tag >>> 52);
    }
}
