package io.anyfs.overlay.quota;

/**
 * What a storage may hold. Start from {@link #DEFAULT}.
 *
 * @param maxBytes how many bytes files may have together, 0 or more; a hole counts as the bytes that it reads as
 * @param maxEntries how many files, directories and links there may be, not counting the root, 0 or more
 * @param exceeded how it is told that there is no room
 */
public record QuotaOptions(long maxBytes, long maxEntries, Exceeded exceeded) {

    /** How it is told that there is no room. */
    public enum Exceeded {
        /** As a quota, with {@link io.anyfs.QuotaExceededException}. */
        QUOTA,
        /** As if the storage were full, with {@link io.anyfs.StorageFullException}. */
        FULL
    }

    /** No bound. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** No bounds: what is stored is only counted. */
    public static final QuotaOptions DEFAULT = new QuotaOptions(UNLIMITED, UNLIMITED, Exceeded.QUOTA);

    /** Checks the ranges. */
    public QuotaOptions {
        if (maxBytes < 0 || maxEntries < 0) {
            throw new IllegalArgumentException("a quota must be 0 or more: " + maxBytes + ", " + maxEntries);
        }
    }

    /** These options with another bound on bytes. */
    public QuotaOptions withMaxBytes(long bytes) {
        return new QuotaOptions(bytes, maxEntries, exceeded);
    }

    /** These options with another bound on files, directories and links. */
    public QuotaOptions withMaxEntries(long entries) {
        return new QuotaOptions(maxBytes, entries, exceeded);
    }

    /** These options with another way to tell that there is no room. */
    public QuotaOptions withExceeded(Exceeded told) {
        return new QuotaOptions(maxBytes, maxEntries, told);
    }
}
