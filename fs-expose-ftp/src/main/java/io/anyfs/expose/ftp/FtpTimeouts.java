package io.anyfs.expose.ftp;

import java.time.Duration;

/**
 * How long a client may take with its data connections.
 *
 * @param connect to open one
 * @param stall with nothing moving on one that is open
 */
record FtpTimeouts(Duration connect, Duration stall) {

    static final FtpTimeouts DEFAULT = new FtpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(60));

    FtpTimeouts {
        if (connect.isNegative() || connect.isZero() || stall.isNegative() || stall.isZero()) {
            throw new IllegalArgumentException("time-outs must be positive: " + connect + ", " + stall);
        }
    }
}
