package io.anyfs.expose.ftp;

import java.time.Duration;

/**
 * How long things may take with data connections.
 *
 * @param connect for a client to open one, and then to agree on TLS
 * @param stall with nothing moving on one that is open
 * @param watch after the end of an upload, for the control connection to end too; see {@link CleanEnd}
 */
record FtpTimeouts(Duration connect, Duration stall, Duration watch) {

    private static final Duration LONGEST_WATCH = Duration.ofSeconds(10);

    private static final int STALL_SHARE = 6;

    static final FtpTimeouts DEFAULT =
            new FtpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofMillis(250));

    FtpTimeouts {
        if (connect.isNegative() || connect.isZero() || stall.isNegative() || stall.isZero()) {
            throw new IllegalArgumentException("time-outs must be positive: " + connect + ", " + stall);
        }
        if (watch.isNegative() || watch.compareTo(LONGEST_WATCH) > 0) {
            throw new IllegalArgumentException("the upload watch must be 0 to 10 seconds: " + watch);
        }
    }

    /** How long nothing may move. */
    Duration stall(Transfer transfer) {
        return transfer.isHandshaking() && connect.compareTo(stall) < 0 ? connect : stall;
    }

    /** How long a client waits for a reply without a line of it: of common clients the first gives up after 15 s. */
    Duration keepAlive() {
        return stall.dividedBy(STALL_SHARE);
    }
}
