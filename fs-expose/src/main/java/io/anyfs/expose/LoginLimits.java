package io.anyfs.expose;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * What those may do who have not logged in. Start from {@link #DEFAULT}. IPv6 addresses are counted by their network of 64 bits.
 *
 * @param maxPending connections at once that have not logged in yet, 1 or more
 * @param maxPendingPerAddress the same from one address, 1 or more
 * @param timeout how long a connection may take to log in, its handshake included
 * @param failuresBeforeBan after so many failed logins an address is banned; 0 for never
 * @param banTime how long a ban lasts, and how long a failure is remembered
 * @param firstDelay how long the answer to a failed login is held back; twice as long after each more from the same address or for
 *     the same user
 * @param longestDelay at most so long
 * @param exempt addresses whose failed logins are neither counted nor delayed
 */
public record LoginLimits(
        int maxPending,
        int maxPendingPerAddress,
        Duration timeout,
        int failuresBeforeBan,
        Duration banTime,
        Duration firstDelay,
        Duration longestDelay,
        List<AddressRange> exempt) {

    /**
     * 1,000 connections, 100 from one address; 60 s to log in; a ban of 10 min after 10 failures, delays of 0.5 to 8 s; this machine
     * is exempt.
     */
    public static final LoginLimits DEFAULT = new LoginLimits(
            1_000,
            100,
            Duration.ofSeconds(60),
            10,
            Duration.ofMinutes(10),
            Duration.ofMillis(500),
            Duration.ofSeconds(8),
            List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("::1")));

    /** Checks the ranges. */
    public LoginLimits {
        Ranges.requirePositive("maxPendingLogins", maxPending);
        Ranges.requirePositive("maxPendingLoginsPerAddress", maxPendingPerAddress);
        Ranges.requirePositive("loginTimeout", timeout);
        Ranges.requireNotNegative("failuresBeforeBan", failuresBeforeBan);
        Ranges.requirePositive("banTime", banTime);
        Ranges.requireNotNegative("firstDelay", firstDelay);
        if (longestDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("longestDelay must not be shorter than the first: " + longestDelay);
        }
        exempt = List.copyOf(exempt);
    }

    /** These limits with other numbers of connections. */
    public LoginLimits withMaxPending(int all, int perAddress) {
        return new LoginLimits(all, perAddress, timeout, failuresBeforeBan, banTime, firstDelay, longestDelay, exempt);
    }

    /** These limits with another time to log in. */
    public LoginLimits withTimeout(Duration time) {
        return new LoginLimits(
                maxPending, maxPendingPerAddress, time, failuresBeforeBan, banTime, firstDelay, longestDelay, exempt);
    }

    /** These limits with another way to a ban; 0 failures for never. */
    public LoginLimits withBan(int failures, Duration time) {
        return new LoginLimits(
                maxPending, maxPendingPerAddress, timeout, failures, time, firstDelay, longestDelay, exempt);
    }

    /** These limits with other delays. */
    public LoginLimits withDelays(Duration first, Duration longest) {
        return new LoginLimits(
                maxPending, maxPendingPerAddress, timeout, failuresBeforeBan, banTime, first, longest, exempt);
    }

    /** These limits with other addresses that are exempt. */
    public LoginLimits withExempt(List<AddressRange> ranges) {
        return new LoginLimits(
                maxPending,
                maxPendingPerAddress,
                timeout,
                failuresBeforeBan,
                banTime,
                firstDelay,
                longestDelay,
                ranges);
    }

    boolean isExempt(InetAddress address) {
        return exempt.stream().anyMatch(range -> range.contains(address));
    }
}
