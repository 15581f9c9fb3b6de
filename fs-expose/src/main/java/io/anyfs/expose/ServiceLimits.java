package io.anyfs.expose;

import java.time.Duration;

/**
 * What a service allows. Start from {@link #DEFAULT}.
 *
 * @param maxSessions sessions at once over all protocols, 1 or more
 * @param maxOpenFiles files and listings open at once in one session, 1 or more
 * @param maxPendingLogins connections at once that have not logged in yet, 1 or more
 * @param maxPendingLoginsPerAddress the same from one address, 1 or more
 * @param loginTimeout how long a connection may take to log in
 * @param idleTimeout how long a session may do nothing at all; a running transfer is not idle
 * @param drainTimeout how long a close waits for running transfers before it ends them
 */
public record ServiceLimits(
        int maxSessions,
        int maxOpenFiles,
        int maxPendingLogins,
        int maxPendingLoginsPerAddress,
        Duration loginTimeout,
        Duration idleTimeout,
        Duration drainTimeout) {

    /**
     * 10,000 sessions with 1,024 open files each; 1,000 connections that have not logged in, 100 from one address; 60 s to
     * log in, 10 min idle, 30 s to drain.
     */
    public static final ServiceLimits DEFAULT = new ServiceLimits(
            10_000, 1_024, 1_000, 100, Duration.ofSeconds(60), Duration.ofMinutes(10), Duration.ofSeconds(30));

    /** Checks the ranges. */
    public ServiceLimits {
        requirePositive("maxSessions", maxSessions);
        requirePositive("maxOpenFiles", maxOpenFiles);
        requirePositive("maxPendingLogins", maxPendingLogins);
        requirePositive("maxPendingLoginsPerAddress", maxPendingLoginsPerAddress);
        requirePositive("loginTimeout", loginTimeout);
        requirePositive("idleTimeout", idleTimeout);
        if (drainTimeout.isNegative()) {
            throw new IllegalArgumentException("drainTimeout must not be negative: " + drainTimeout);
        }
    }

    /** These limits with another number of sessions. */
    public ServiceLimits withMaxSessions(int sessions) {
        return new ServiceLimits(
                sessions,
                maxOpenFiles,
                maxPendingLogins,
                maxPendingLoginsPerAddress,
                loginTimeout,
                idleTimeout,
                drainTimeout);
    }

    /** These limits with another number of open files in a session. */
    public ServiceLimits withMaxOpenFiles(int files) {
        return new ServiceLimits(
                maxSessions,
                files,
                maxPendingLogins,
                maxPendingLoginsPerAddress,
                loginTimeout,
                idleTimeout,
                drainTimeout);
    }

    /** These limits with other numbers of connections that have not logged in. */
    public ServiceLimits withMaxPendingLogins(int logins, int perAddress) {
        return new ServiceLimits(
                maxSessions, maxOpenFiles, logins, perAddress, loginTimeout, idleTimeout, drainTimeout);
    }

    /** These limits with another time to log in. */
    public ServiceLimits withLoginTimeout(Duration timeout) {
        return new ServiceLimits(
                maxSessions,
                maxOpenFiles,
                maxPendingLogins,
                maxPendingLoginsPerAddress,
                timeout,
                idleTimeout,
                drainTimeout);
    }

    /** These limits with another time to be idle. */
    public ServiceLimits withIdleTimeout(Duration timeout) {
        return new ServiceLimits(
                maxSessions,
                maxOpenFiles,
                maxPendingLogins,
                maxPendingLoginsPerAddress,
                loginTimeout,
                timeout,
                drainTimeout);
    }

    /** These limits with another time to drain. */
    public ServiceLimits withDrainTimeout(Duration timeout) {
        return new ServiceLimits(
                maxSessions,
                maxOpenFiles,
                maxPendingLogins,
                maxPendingLoginsPerAddress,
                loginTimeout,
                idleTimeout,
                timeout);
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be 1 or more: " + value);
        }
    }

    private static void requirePositive(String what, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(what + " must be more than zero: " + value);
        }
    }
}
