package io.anyfs.s3;

import io.anyfs.FsPath;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of directories for a moment, so that who writes many files into one does not ask for it with each. What this
 * process changes is known at once; what others change, after the moment. Safe for use by many threads.
 */
final class KnownDirectories {

    static final Duration MOMENT = Duration.ofSeconds(1);

    private static final int MAX = 1000;

    private final Map<FsPath, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FsPath, Known> eldest) {
            return size() > MAX;
        }
    };
    private long changes;

    /**
     * A directory that is there.
     *
     * @param seen when
     * @param directories the names of all directories in it; {@code null} if they are not known
     */
    private record Known(long seen, @Nullable Set<String> directories) {
        boolean isOld() {
            return System.nanoTime() - seen > MOMENT.toNanos();
        }
    }

    /** To be asked for before looking, and handed in with what was seen. */
    synchronized long changes() {
        return changes;
    }

    /** Whether a directory is known to be there. */
    synchronized boolean isThere(FsPath directory) {
        return fresh(directory) != null;
    }

    /** Whether it is known that there is no directory at a path. */
    synchronized boolean isNone(FsPath path) {
        Known parent = fresh(path.parentOrRoot());
        return parent != null
                && parent.directories() != null
                && !parent.directories().contains(path.name());
    }

    /** What was seen of a directory; ignored if something was changed since one began to look. */
    synchronized void saw(FsPath directory, @Nullable Set<String> directories, long changesBefore) {
        if (changes == changesBefore) {
            known.put(directory, new Known(System.nanoTime(), directories));
        }
    }

    /** Forgets what may no longer be so, with a path and all above it. */
    synchronized void changed(FsPath path) {
        changes++;
        known.keySet().removeIf(directory -> directory.startsWith(path));
        for (FsPath above = path.parent(); above != null; above = above.parent()) {
            known.remove(above);
        }
    }

    private @Nullable Known fresh(FsPath directory) {
        Known there = known.get(directory);
        if (there != null && there.isOld()) {
            known.remove(directory);
            return null;
        }
        return there;
    }
}
