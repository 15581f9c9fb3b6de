package io.anyfs.expose.users;

/**
 * What a user may store in the home, over all sessions. 0 is no bound.
 *
 * @param bytes how many bytes files may have together, 0 or more
 * @param entries how many files, directories and links there may be, 0 or more
 */
public record Quota(long bytes, long entries) {

    /** No bound. */
    public static final Quota NONE = new Quota(0, 0);

    /** Checks the ranges. */
    public Quota {
        if (bytes < 0 || entries < 0) {
            throw new IllegalArgumentException(
                    "a quota must be 0 or more: " + bytes + " bytes, " + entries + " entries");
        }
    }
}
