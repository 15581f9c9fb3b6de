package io.anyfs.expose;

import java.time.Duration;

/**
 * What a service allows. Start from {@link #DEFAULT}.
 *
 * @param all what all users together may do, over all protocols
 * @param perUser what each user may do; an {@link Account} may have narrower limits
 * @param maxSessionsPerAddress sessions at once from one address, an IPv6 address counted by its network of 64 bits; 0 for no limit
 * @param maxOpenFiles files and listings open at once in one session, 1 or more
 * @param logins what those may do who have not logged in
 * @param timeouts how long those may do nothing who have
 */
public record ServiceLimits(
        AccountLimits all,
        AccountLimits perUser,
        int maxSessionsPerAddress,
        int maxOpenFiles,
        LoginLimits logins,
        ServiceTimeouts timeouts) {

    /**
     * 10,000 sessions with 1,024 open files each, as many from one user or address as there are, at any rate;
     * {@link LoginLimits#DEFAULT} and {@link ServiceTimeouts#DEFAULT}.
     */
    public static final ServiceLimits DEFAULT = new ServiceLimits(
            new AccountLimits(10_000, 0, 0),
            AccountLimits.NONE,
            0,
            1_024,
            LoginLimits.DEFAULT,
            ServiceTimeouts.DEFAULT);

    /** Checks the ranges. */
    public ServiceLimits {
        Ranges.requirePositive("maxSessions", all.maxSessions());
        Ranges.requireNotNegative("maxSessionsPerAddress", maxSessionsPerAddress);
        Ranges.requirePositive("maxOpenFiles", maxOpenFiles);
    }

    /** Sessions at once over all protocols. */
    public int maxSessions() {
        return all.maxSessions();
    }

    /** How long a connection may take to log in. */
    public Duration loginTimeout() {
        return logins.timeout();
    }

    /** How long a session may do nothing at all; a running transfer is not idle. */
    public Duration idleTimeout() {
        return timeouts.idle();
    }

    /** How long a transfer may wait for a client that sends or takes nothing. */
    public Duration stallTimeout() {
        return timeouts.stall();
    }

    /** How long a close waits for running transfers before it ends them. */
    public Duration drainTimeout() {
        return timeouts.drain();
    }

    /** These limits with others for all users together. */
    public ServiceLimits withAll(AccountLimits limits) {
        return new ServiceLimits(limits, perUser, maxSessionsPerAddress, maxOpenFiles, logins, timeouts);
    }

    /** These limits with others for each user. */
    public ServiceLimits withPerUser(AccountLimits limits) {
        return new ServiceLimits(all, limits, maxSessionsPerAddress, maxOpenFiles, logins, timeouts);
    }

    /** These limits with another number of sessions. */
    public ServiceLimits withMaxSessions(int sessions) {
        return withAll(new AccountLimits(sessions, all.downloadBytesPerSecond(), all.uploadBytesPerSecond()));
    }

    /** These limits with another number of sessions from one address; 0 for no limit. */
    public ServiceLimits withMaxSessionsPerAddress(int sessions) {
        return new ServiceLimits(all, perUser, sessions, maxOpenFiles, logins, timeouts);
    }

    /** These limits with another number of open files in a session. */
    public ServiceLimits withMaxOpenFiles(int files) {
        return new ServiceLimits(all, perUser, maxSessionsPerAddress, files, logins, timeouts);
    }

    /** These limits with others for those who have not logged in. */
    public ServiceLimits withLogins(LoginLimits limits) {
        return new ServiceLimits(all, perUser, maxSessionsPerAddress, maxOpenFiles, limits, timeouts);
    }

    /** These limits with other numbers of connections that have not logged in. */
    public ServiceLimits withMaxPendingLogins(int pending, int perAddress) {
        return withLogins(logins.withMaxPending(pending, perAddress));
    }

    /** These limits with another time to log in. */
    public ServiceLimits withLoginTimeout(Duration timeout) {
        return withLogins(logins.withTimeout(timeout));
    }

    /** These limits with other time-outs. */
    public ServiceLimits withTimeouts(ServiceTimeouts times) {
        return new ServiceLimits(all, perUser, maxSessionsPerAddress, maxOpenFiles, logins, times);
    }

    /** These limits with another time to be idle. */
    public ServiceLimits withIdleTimeout(Duration timeout) {
        return withTimeouts(new ServiceTimeouts(timeout, timeouts.stall(), timeouts.drain()));
    }

    /** These limits with another time for a transfer to wait for its client. */
    public ServiceLimits withStallTimeout(Duration timeout) {
        return withTimeouts(new ServiceTimeouts(timeouts.idle(), timeout, timeouts.drain()));
    }

    /** These limits with another time to drain. */
    public ServiceLimits withDrainTimeout(Duration timeout) {
        return withTimeouts(new ServiceTimeouts(timeouts.idle(), timeouts.stall(), timeout));
    }
}
