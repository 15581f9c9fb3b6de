package io.anyfs.memory;

import java.time.Clock;
import java.time.InstantSource;

/**
 * Bounds and defaults of a storage in memory. Start from {@link #DEFAULT}.
 *
 * @param quotaBytes how many bytes may be stored, 0 or more: what files hold, and what open writes add to what they
 *     started from. A hole counts nothing; bytes that only an open handle still sees count nothing; a copy counts as its
 *     source although the two share memory. Writing on is {@link io.anyfs.QuotaExceededException}
 * @param quotaEntries how many files, directories and links there may be, not counting the root, 0 or more
 * @param maxNameBytes the longest name, in bytes of UTF-8, 1 or more
 * @param uid the numeric owner of what is created, 0 or more
 * @param gid the numeric group of what is created, 0 or more
 * @param clock tells the times of files
 */
public record MemoryOptions(
        long quotaBytes, long quotaEntries, int maxNameBytes, int uid, int gid, InstantSource clock) {

    /**
     * As a quota: none. In bytes the heap is then the bound: writing past it is {@link io.anyfs.StorageFullException}, but a
     * heap without room fails whatever else runs in the process too.
     */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Three quarters of the heap, any number of entries, names of at most 255 bytes, owned by 0, by the system's clock. */
    public static final MemoryOptions DEFAULT =
            new MemoryOptions(Runtime.getRuntime().maxMemory() / 4 * 3, UNLIMITED, 255, 0, 0, Clock.systemUTC());

    /** Checks the ranges. */
    public MemoryOptions {
        requireAtLeast(0, quotaBytes, "quotaBytes");
        requireAtLeast(0, quotaEntries, "quotaEntries");
        requireAtLeast(1, maxNameBytes, "maxNameBytes");
        requireAtLeast(0, uid, "uid");
        requireAtLeast(0, gid, "gid");
    }

    /** These options with a quota in bytes. */
    public MemoryOptions withQuotaBytes(long bytes) {
        return new MemoryOptions(bytes, quotaEntries, maxNameBytes, uid, gid, clock);
    }

    /** These options with a quota of files, directories and links. */
    public MemoryOptions withQuotaEntries(long entries) {
        return new MemoryOptions(quotaBytes, entries, maxNameBytes, uid, gid, clock);
    }

    /** These options with another longest name, in bytes of UTF-8. */
    public MemoryOptions withMaxNameBytes(int bytes) {
        return new MemoryOptions(quotaBytes, quotaEntries, bytes, uid, gid, clock);
    }

    /** These options with another owner of what is created. */
    public MemoryOptions withOwner(int newUid, int newGid) {
        return new MemoryOptions(quotaBytes, quotaEntries, maxNameBytes, newUid, newGid, clock);
    }

    /** These options with another clock. */
    public MemoryOptions withClock(InstantSource newClock) {
        return new MemoryOptions(quotaBytes, quotaEntries, maxNameBytes, uid, gid, newClock);
    }

    private static void requireAtLeast(long least, long value, String what) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be " + least + " or more: " + value);
        }
    }
}
