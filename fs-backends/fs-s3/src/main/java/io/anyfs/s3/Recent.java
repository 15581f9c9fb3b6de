package io.anyfs.s3;

import io.anyfs.FsPath;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was seen at paths not too long ago. When it gets too much, what was not asked for the longest is forgotten. Not safe for
 * use by several threads at once.
 */
final class Recent<V> {

    private final int most;
    private final Duration believed;
    private final LongSupplier nanoTime;
    private final Map<FsPath, Seen<V>> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FsPath, Seen<V>> eldest) {
            return size() > most;
        }
    };

    private record Seen<V>(long at, V value) {}

    /**
     * @param most how many paths are remembered
     * @param believed how old what was seen may get; nothing is remembered if it is zero
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    Recent(int most, Duration believed, LongSupplier nanoTime) {
        this.most = most;
        this.believed = believed;
        this.nanoTime = nanoTime;
    }

    /** The time, to be noted before the store is asked. */
    long now() {
        return nanoTime.getAsLong();
    }

    /** Remembers what the answer was to a question of that time. */
    void put(FsPath path, long asked, V value) {
        if (!believed.isZero()) {
            seen.put(path, new Seen<>(asked, value));
        }
    }

    /** What was seen at a path; {@code null} if nothing was, or too long ago. */
    @Nullable
    V get(FsPath path) {
        Seen<V> last = seen.get(path);
        if (last != null && now() - last.at() > believed.toNanos()) {
            seen.remove(path);
            return null;
        }
        return last == null ? null : last.value();
    }

    void remove(FsPath path) {
        seen.remove(path);
    }

    /** Forgets what is at a path and below it. */
    void removeAll(FsPath path) {
        seen.keySet().removeIf(other -> other.startsWith(path));
    }
}
