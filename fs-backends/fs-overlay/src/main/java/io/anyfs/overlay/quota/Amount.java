package io.anyfs.overlay.quota;

import io.anyfs.FileInfo;

/** Bytes and entries; also the difference of two such, which may be negative. */
record Amount(long bytes, long entries) {

    static final Amount NONE = new Amount(0, 0);

    static final Amount ENTRY = new Amount(0, 1);

    /** What one entry counts, without what it holds. */
    static Amount of(FileInfo entry) {
        return new Amount(entry.isFile() ? entry.size() : 0, 1);
    }

    Amount plus(Amount other) {
        return new Amount(bytes + other.bytes, entries + other.entries);
    }

    Amount minus(Amount other) {
        return new Amount(bytes - other.bytes, entries - other.entries);
    }

    /** This without what is negative. */
    Amount growth() {
        return new Amount(Math.max(0, bytes), Math.max(0, entries));
    }

    boolean isNone() {
        return equals(NONE);
    }
}
