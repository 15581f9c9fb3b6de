package io.anyfs.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a cache does, and tells the first failure of its directory. */
final class CacheCounters {

    private static final System.Logger LOGGER = System.getLogger(CachingBackend.class.getName());

    final LongAdder hits = new LongAdder();
    final LongAdder fetchedAhead = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder bytesFromCache = new LongAdder();
    final LongAdder bytesFromStorage = new LongAdder();
    final LongAdder evictions = new LongAdder();
    final LongAdder corrupt = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final AtomicBoolean told = new AtomicBoolean();
    private final Path directory;

    CacheCounters(Path directory) {
        this.directory = directory;
    }

    void failed(IOException failure) {
        errors.increment();
        if (told.compareAndSet(false, true)) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the cache in " + directory
                            + " cannot be used, the storage is read instead; further failures are counted",
                    failure);
        }
    }

    CacheStatistics statistics(long blocks, long bytes, long undeleted) {
        return new CacheStatistics(
                hits.sum(),
                fetchedAhead.sum(),
                misses.sum(),
                bytesFromCache.sum(),
                bytesFromStorage.sum(),
                blocks,
                bytes,
                evictions.sum(),
                corrupt.sum(),
                errors.sum(),
                undeleted);
    }
}
