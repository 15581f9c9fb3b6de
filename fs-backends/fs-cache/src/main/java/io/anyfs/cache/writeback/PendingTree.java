package io.anyfs.cache.writeback;

import io.anyfs.FsPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What waits, by path. Guarded by the lock of {@link PendingFiles}. */
final class PendingTree {

    private final NavigableMap<FsPath, Chain> chains = new TreeMap<>();

    boolean isEmpty() {
        return chains.isEmpty();
    }

    @Nullable
    Chain get(FsPath path) {
        return chains.get(path);
    }

    void put(FsPath path, Chain chain) {
        chains.put(path, chain);
    }

    void remove(FsPath path) {
        chains.remove(path);
    }

    Collection<Chain> all() {
        return chains.values();
    }

    /** Whether a file waits where the path needs a directory. */
    boolean isFileAbove(FsPath path) {
        return !above(path).isEmpty();
    }

    boolean isAnyBelow(FsPath directory) {
        return in(directory).keySet().stream().anyMatch(path -> !path.equals(directory));
    }

    /** The names in a directory. */
    List<String> names(FsPath directory) {
        int depth = directory.depth() + 1;
        return in(directory).keySet().stream()
                .filter(path -> path.depth() == depth)
                .map(FsPath::name)
                .toList();
    }

    /** What is at a path, below it and above it. */
    List<Chain> concernedBy(FsPath path) {
        List<Chain> concerned = new ArrayList<>(in(path).values());
        concerned.addAll(above(path));
        return concerned;
    }

    private List<Chain> above(FsPath path) {
        List<Chain> above = new ArrayList<>();
        for (FsPath each = path.parent(); each != null; each = each.parent()) {
            Chain chain = chains.get(each);
            if (chain != null) {
                above.add(chain);
            }
        }
        return above;
    }

    /** A directory comes directly before what it holds, so the first path elsewhere is the end. */
    private NavigableMap<FsPath, Chain> in(FsPath directory) {
        NavigableMap<FsPath, Chain> from = chains.tailMap(directory, true);
        for (FsPath path : from.keySet()) {
            if (!path.startsWith(directory)) {
                return chains.subMap(directory, true, path, false);
            }
        }
        return from;
    }
}
