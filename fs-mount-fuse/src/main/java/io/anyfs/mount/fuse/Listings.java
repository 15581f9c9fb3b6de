package io.anyfs.mount.fuse;

import io.anyfs.FileInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The directories that programs read, each as it was when the program began: entries are told by their position, and again if asked
 * for. Safe for use by many threads.
 */
final class Listings {

    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, List<FileInfo>> begun = new ConcurrentHashMap<>();

    /** Lists a directory. */
    @FunctionalInterface
    interface Source {
        void list(Entries.Listener into) throws IOException;
    }

    long open() {
        return numbers.incrementAndGet();
    }

    /** The entries; listed now if the program begins. */
    List<FileInfo> read(long number, boolean begins, Source source) throws IOException {
        List<FileInfo> known = begins ? null : begun.get(number);
        if (known != null) {
            return known;
        }
        List<FileInfo> entries = new ArrayList<>();
        source.list(entries::add);
        begun.put(number, entries);
        return entries;
    }

    void close(long number) {
        begun.remove(number);
    }
}
