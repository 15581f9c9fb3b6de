package io.anyfs.memory;

import io.anyfs.FsPath;
import io.anyfs.QuotaExceededException;
import io.anyfs.Space;
import java.util.concurrent.atomic.AtomicLong;

/** What may be stored and what is, exact under concurrency. An amount without a limit is not counted. */
final class Quota {

    private final long maxBytes;
    private final long maxEntries;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong entries = new AtomicLong();

    Quota(long maxBytes, long maxEntries) {
        this.maxBytes = maxBytes;
        this.maxEntries = maxEntries;
    }

    void takeBytes(long count, FsPath path) throws QuotaExceededException {
        if (!take(bytes, count, maxBytes)) {
            throw new QuotaExceededException(
                    path.toString(), "the quota of " + maxBytes + " bytes has no room for " + count + " more");
        }
    }

    void giveBytes(long count) {
        give(bytes, count, maxBytes);
    }

    void takeEntry(FsPath path) throws QuotaExceededException {
        if (!take(entries, 1, maxEntries)) {
            throw new QuotaExceededException(
                    path.toString(), "the quota of " + maxEntries + " files, directories and links is used up");
        }
    }

    void giveEntry() {
        give(entries, 1, maxEntries);
    }

    /** The quota, or the heap if there is none; never more room than the heap has. */
    Space space() {
        Runtime heap = Runtime.getRuntime();
        long heapFree = Math.max(0, heap.maxMemory() - heap.totalMemory() + heap.freeMemory());
        if (maxBytes == MemoryOptions.UNLIMITED) {
            return new Space(heap.maxMemory(), heapFree, heapFree);
        }
        long free = maxBytes - bytes.get();
        return new Space(maxBytes, free, Math.min(free, heapFree));
    }

    private static boolean take(AtomicLong used, long count, long max) {
        if (max == MemoryOptions.UNLIMITED || count == 0) {
            return true;
        }
        for (long now = used.get(); count <= max - now; now = used.get()) {
            if (used.compareAndSet(now, now + count)) {
                return true;
            }
        }
        return false;
    }

    private static void give(AtomicLong used, long count, long max) {
        if (max != MemoryOptions.UNLIMITED && count != 0) {
            used.addAndGet(-count);
        }
    }
}
