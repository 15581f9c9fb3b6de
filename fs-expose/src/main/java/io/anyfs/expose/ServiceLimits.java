package io.anyfs.expose;

import java.time.Duration;

/**
 * What a service allows.
 *
 * @param maxSessions sessions at once over all protocols, 1 or more
 * @param maxOpenFiles files and listings open at once in one session, 1 or more
 * @param loginTimeout how long a connection may take to log in
 * @param idleTimeout how long a session may do nothing at all; a running transfer is not idle
 * @param drainTimeout how long a close waits for running transfers before it aborts them
 */
public record ServiceLimits(
        int maxSessions, int maxOpenFiles, Duration loginTimeout, Duration idleTimeout, Duration drainTimeout) {

    /** 10,000 sessions with 1,024 open files each, 60 s to log in, 10 min idle, 30 s to drain. */
    public static final ServiceLimits DEFAULT =
            new ServiceLimits(10_000, 1_024, Duration.ofSeconds(60), Duration.ofMinutes(10), Duration.ofSeconds(30));

    /** Checks the ranges. */
    public ServiceLimits {
        if (maxSessions < 1 || maxOpenFiles < 1) {
            throw new IllegalArgumentException("limits must be 1 or more: " + maxSessions + ", " + maxOpenFiles);
        }
    }

    /** These limits with another time to drain. */
    public ServiceLimits withDrainTimeout(Duration timeout) {
        return new ServiceLimits(maxSessions, maxOpenFiles, loginTimeout, idleTimeout, timeout);
    }
}
