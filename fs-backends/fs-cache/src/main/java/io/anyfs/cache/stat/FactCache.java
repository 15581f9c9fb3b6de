package io.anyfs.cache.stat;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Facts and listings that are believed for a while, the ones that were not used for longest going first. A change wins over
 * whoever was asking the storage meanwhile: what that one got is not kept. Safe for use by many threads.
 */
final class FactCache {

    private final StatCacheOptions options;
    private final Object lock = new Object();

    // Guarded by the lock.
    private final Map<FsPath, KnownPath> known = new LinkedHashMap<>(16, 0.75f, true);
    private final NavigableSet<FsPath> paths = new TreeSet<>();
    private final Set<Asking> underWay = new HashSet<>();
    private long entries;
    private long hits;
    private long misses;

    FactCache(StatCacheOptions options) {
        this.options = options;
    }

    /** A question to the storage that is under way. Ends once. */
    final class Asking implements AutoCloseable {
        private final FsPath path;
        private final long asked = options.nanoTime().getAsLong();
        // Guarded by the lock.
        private boolean overtaken;

        private Asking(FsPath path) {
            this.path = path;
        }

        /** Keeps the answer, {@code null} for that nothing is there. */
        void answered(Links links, @Nullable FileInfo info) {
            keep(this, there -> there.know(links, new Fact(info, asked)));
        }

        /** Keeps a whole listing. */
        void answered(Map<String, FileInfo> listing) {
            keep(this, there -> there.know(new KnownPath.Listed(listing, asked)));
        }

        @Override
        public void close() {
            synchronized (lock) {
                underWay.remove(this);
            }
        }
    }

    /** Begins to ask the storage of a path. */
    Asking ask(FsPath path) {
        Asking asking = new Asking(path);
        synchronized (lock) {
            misses++;
            underWay.add(asking);
        }
        return asking;
    }

    /** What is believed of a path: by itself, or by a listing of its directory; {@code null} if nothing. */
    @Nullable
    Fact fact(FsPath path, Links links) {
        synchronized (lock) {
            Fact fact = believed(path, links);
            hits += fact == null ? 0 : 1;
            return fact;
        }
    }

    /** The entries of a directory as they are believed to be; {@code null} if that is not known. */
    @Nullable
    Iterator<FileInfo> listing(FsPath directory) {
        synchronized (lock) {
            KnownPath.Listed listed = listed(directory);
            hits += listed == null ? 0 : 1;
            return listed == null ? null : listed.entries().values().iterator();
        }
    }

    /** The file was opened, and this is what it is now. What is believed and differs is forgotten. */
    void seen(FileInfo info) {
        synchronized (lock) {
            Fact fact = believed(info.path(), Links.FOLLOW);
            if (fact != null && !isSame(fact.info(), info)) {
                forget(info.path());
            }
        }
    }

    /** An entry has come, gone or changed: nothing is believed any more of it, of what is below, and of what is above. */
    void forget(FsPath path) {
        synchronized (lock) {
            for (Asking asking : underWay) {
                asking.overtaken |= asking.path.startsWith(path) || path.startsWith(asking.path);
            }
            for (Iterator<FsPath> below = paths.tailSet(path, true).iterator(); below.hasNext(); ) {
                FsPath next = below.next();
                if (!next.startsWith(path)) {
                    break;
                }
                below.remove();
                drop(next);
            }
            for (FsPath above = path.parent(); above != null; above = above.parent()) {
                if (paths.remove(above)) {
                    drop(above);
                }
            }
        }
    }

    /** How many entries a listing may have to be kept. */
    int longestListing() {
        return options.maxEntries() / 2;
    }

    StatCacheStatistics statistics() {
        synchronized (lock) {
            return new StatCacheStatistics(hits, misses, entries);
        }
    }

    private void keep(Asking asking, Consumer<KnownPath> change) {
        synchronized (lock) {
            if (asking.overtaken) {
                return;
            }
            KnownPath there = known.computeIfAbsent(asking.path, path -> new KnownPath());
            paths.add(asking.path);
            entries -= there.weight();
            change.accept(there);
            entries += there.weight();
            while (entries > options.maxEntries()) {
                FsPath oldest = known.keySet().iterator().next();
                paths.remove(oldest);
                drop(oldest);
            }
        }
    }

    private void drop(FsPath path) {
        KnownPath dropped = known.remove(path);
        if (dropped != null) {
            entries -= dropped.weight();
        }
    }

    private @Nullable Fact believed(FsPath path, Links links) {
        KnownPath there = known.get(path);
        Fact fact = there == null ? null : there.fact(links);
        if (fact != null && isFresh(fact.asked())) {
            return fact;
        }
        FsPath parent = path.parent();
        KnownPath.Listed siblings = parent == null ? null : listed(parent);
        FileInfo listed = siblings == null ? null : siblings.entries().get(path.name());
        // A name that is not listed may still be there, where names are compared in other ways than by their
        // characters.
        if (siblings == null || listed == null || (links == Links.FOLLOW && listed.isSymbolicLink())) {
            return null;
        }
        return new Fact(listed, siblings.asked());
    }

    private KnownPath.@Nullable Listed listed(FsPath directory) {
        KnownPath there = known.get(directory);
        KnownPath.Listed listed = there == null ? null : there.listed();
        return listed != null && isFresh(listed.asked()) ? listed : null;
    }

    private boolean isFresh(long asked) {
        return options.nanoTime().getAsLong() - asked < options.ttl().toNanos();
    }

    private static boolean isSame(@Nullable FileInfo believed, FileInfo seen) {
        return believed != null
                && believed.isFile()
                && believed.size() == seen.size()
                && believed.lastModified().equals(seen.lastModified())
                && Objects.equals(believed.version(), seen.version());
    }
}
