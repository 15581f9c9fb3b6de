package io.anyfs.expose;

/**
 * What one account may use at once, over all its sessions. 0 is no limit.
 *
 * @param maxSessions sessions at once, 0 or more
 * @param downloadBytesPerSecond what all its downloads may send together, in bytes a second, 0 or more
 * @param uploadBytesPerSecond what all its uploads may bring together, in bytes a second, 0 or more
 */
public record AccountLimits(int maxSessions, long downloadBytesPerSecond, long uploadBytesPerSecond) {

    /** No limit. */
    public static final AccountLimits NONE = new AccountLimits(0, 0, 0);

    /** Checks the ranges. */
    public AccountLimits {
        if (maxSessions < 0) {
            throw new IllegalArgumentException("maxSessions must be 0 or more: " + maxSessions);
        }
        if (downloadBytesPerSecond < 0 || uploadBytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "bytes per second must be 0 or more: " + Math.min(downloadBytesPerSecond, uploadBytesPerSecond));
        }
    }
}
