package io.anyfs;

/**
 * Room in a storage, in bytes.
 *
 * @param total all there is, used and unused
 * @param free unused, also by whom it is reserved for
 * @param usable what this process may still write, 0 or more and at most {@code free}
 */
public record Space(long total, long free, long usable) {

    /** Checks the ranges. */
    public Space {
        if (total < 0 || free < 0 || usable < 0) {
            throw new IllegalArgumentException("space must not be negative: " + total + ", " + free + ", " + usable);
        }
    }
}
