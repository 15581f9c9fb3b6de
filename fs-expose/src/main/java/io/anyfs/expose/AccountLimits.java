package io.anyfs.expose;

/**
 * What one user may do, over all of the user's sessions and all protocols. 0 is no limit of its own; what the
 * {@link ServiceLimits} say holds besides.
 *
 * @param maxSessions sessions at once
 * @param downloadBytesPerSecond bytes to the user in a second, shared by all of the user's downloads
 * @param uploadBytesPerSecond bytes from the user in a second, shared by all of the user's uploads
 */
public record AccountLimits(int maxSessions, long downloadBytesPerSecond, long uploadBytesPerSecond) {

    /** No limits. */
    public static final AccountLimits NONE = new AccountLimits(0, 0, 0);

    /** Checks the ranges. */
    public AccountLimits {
        if (maxSessions < 0 || downloadBytesPerSecond < 0 || uploadBytesPerSecond < 0) {
            throw new IllegalArgumentException("limits must be 0 or more: " + maxSessions + " sessions, "
                    + downloadBytesPerSecond + " and " + uploadBytesPerSecond + " bytes per second");
        }
    }
}
