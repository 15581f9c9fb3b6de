package io.anyfs.expose;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * How many sessions there are, of whom and from where, and what the sessions of one user share. Safe for use by many threads.
 */
final class SessionShares {

    private final ServiceLimits limits;
    private final ServiceClock clock;
    private final Map<String, UserShare> users = new HashMap<>();
    private final Map<AddressRange, Integer> addresses = new HashMap<>();
    private int all;

    SessionShares(ServiceLimits limits, ServiceClock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Counts a session in, unless there are too many. It is to be counted out by {@link #leave}. */
    synchronized UserShare enter(Account account, InetAddress from) throws ServiceUnavailableException {
        AddressRange address = AddressRange.around(from);
        int fromThere = addresses.getOrDefault(address, 0);
        UserShare known = users.get(account.name());
        int ofUser = known == null ? 0 : known.sessions;
        if (all >= limits.maxSessions()) {
            throw new ServiceUnavailableException("too many sessions");
        }
        if (limits.maxSessionsPerAddress() > 0 && fromThere >= limits.maxSessionsPerAddress()) {
            throw new ServiceUnavailableException("too many sessions from your address");
        }
        long mostOfUser =
                narrower(limits.perUser().maxSessions(), account.limits().maxSessions());
        if (mostOfUser > 0 && ofUser >= mostOfUser) {
            throw new ServiceUnavailableException("too many sessions of this user");
        }
        long down = narrower(
                limits.perUser().downloadBytesPerSecond(), account.limits().downloadBytesPerSecond());
        long up = narrower(
                limits.perUser().uploadBytesPerSecond(), account.limits().uploadBytesPerSecond());
        UserShare user = known == null ? new UserShare(clock) : known;
        // What a user may do can change between two logins.
        user.downloads.set(down);
        user.uploads.set(up);
        user.sessions++;
        users.put(account.name(), user);
        addresses.put(address, fromThere + 1);
        all++;
        return user;
    }

    synchronized void leave(Account account, InetAddress from) {
        all--;
        addresses.computeIfPresent(AddressRange.around(from), (same, there) -> there == 1 ? null : there - 1);
        users.computeIfPresent(account.name(), (same, user) -> --user.sessions == 0 ? null : user);
    }

    private static long narrower(long one, long other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }

    /** What the sessions of one user share. */
    static final class UserShare {
        private final RateLimit downloads;
        private final RateLimit uploads;

        /** Guarded by the table. */
        private int sessions;

        private UserShare(ServiceClock clock) {
            this.downloads = new RateLimit(0, clock::nanos);
            this.uploads = new RateLimit(0, clock::nanos);
        }

        RateLimit downloads() {
            return downloads;
        }

        RateLimit uploads() {
            return uploads;
        }
    }
}
