package io.anyfs.expose;

import java.time.Duration;

/**
 * How long clients that have logged in may do nothing.
 *
 * @param idle how long a session may do nothing at all; a running transfer is not idle
 * @param stall how long a transfer may wait for a client that sends or takes nothing
 * @param drain how long a close waits for running transfers before it ends them; 0 for not at all
 */
public record ServiceTimeouts(Duration idle, Duration stall, Duration drain) {

    /** 10 min idle, 60 s stalled, 30 s to drain. */
    public static final ServiceTimeouts DEFAULT =
            new ServiceTimeouts(Duration.ofMinutes(10), Duration.ofSeconds(60), Duration.ofSeconds(30));

    /** Checks the ranges. */
    public ServiceTimeouts {
        Ranges.requirePositive("idleTimeout", idle);
        Ranges.requirePositive("stallTimeout", stall);
        Ranges.requireNotNegative("drainTimeout", drain);
    }
}
