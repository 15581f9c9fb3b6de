package io.anyfs.expose;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts failed logins by address and by the name given, and bans addresses. A name is never banned, or strangers could lock its
 * owner out; it is only answered later. Whether a user of that name exists makes no difference. What is remembered is bounded: of more
 * the oldest is forgotten. Safe for use by many threads.
 */
final class FailedLogins {

    /** Of each sort. An attacker needs as many networks to be forgotten. */
    static final int MAX_REMEMBERED = 20_000;

    /** Doubling goes no further. */
    private static final int MAX_DOUBLINGS = 30;

    private final LoginLimits limits;
    private final LongSupplier nanoClock;

    // Guarded by this; the one that failed last is the last.
    private final Map<AddressRange, Failures> byAddress = new LinkedHashMap<>();
    private final Map<String, Failures> byUser = new LinkedHashMap<>();
    private final Map<AddressAndUser, Failures> byBoth = new LinkedHashMap<>();
    private final Map<AddressRange, Long> bans = new LinkedHashMap<>();

    /** @param nanoClock as {@link System#nanoTime()} */
    FailedLogins(LoginLimits limits, LongSupplier nanoClock) {
        this.limits = limits;
        this.nanoClock = nanoClock;
    }

    synchronized void requireNotBanned(InetAddress address) throws AddressBannedException {
        if (bans.isEmpty()) {
            return;
        }
        AddressRange from = AddressRange.around(address);
        Long until = bans.get(from);
        if (until != null && until - nanoClock.getAsLong() > 0) {
            throw new AddressBannedException();
        }
        bans.remove(from);
    }

    /** One more has failed. */
    synchronized void failed(InetAddress address, String user) {
        if (limits.isExempt(address)) {
            return;
        }
        long now = nanoClock.getAsLong();
        AddressRange from = AddressRange.around(address);
        String name = shortened(user);
        int ofAddress = count(byAddress, from, now);
        count(byUser, name, now);
        count(byBoth, new AddressAndUser(from, name), now);
        if (limits.failuresBeforeBan() > 0 && ofAddress >= limits.failuresBeforeBan()) {
            byAddress.remove(from);
            bans.remove(from);
            bans.put(from, now + limits.banTime().toNanos());
            forgetEldest(bans);
        }
    }

    /** How long to wait with the answer to the login that failed last. */
    synchronized Duration delay(InetAddress address, String user) {
        if (limits.isExempt(address)) {
            return Duration.ZERO;
        }
        AddressRange from = AddressRange.around(address);
        if (bans.containsKey(from)) {
            return limits.longestDelay();
        }
        Failures ofAddress = byAddress.get(from);
        Failures ofUser = byUser.get(shortened(user));
        int most = Math.max(ofAddress == null ? 0 : ofAddress.count(), ofUser == null ? 0 : ofUser.count());
        if (most == 0) {
            return Duration.ZERO;
        }
        long delay = limits.firstDelay().toMillis() << Math.min(MAX_DOUBLINGS, most - 1);
        return Duration.ofMillis(Math.min(delay, limits.longestDelay().toMillis()));
    }

    /** Forgives what the user got wrong from there, but not what somebody tried from there under other names. */
    synchronized void succeeded(InetAddress address, String user) {
        AddressRange from = AddressRange.around(address);
        String name = shortened(user);
        byUser.remove(name);
        Failures own = byBoth.remove(new AddressAndUser(from, name));
        if (own != null) {
            byAddress.computeIfPresent(
                    from,
                    (same, all) ->
                            all.count() <= own.count() ? null : new Failures(all.count() - own.count(), all.last()));
        }
    }

    /** Those that hold now, the oldest first. */
    synchronized List<Ban> bans() {
        long now = nanoClock.getAsLong();
        Instant time = Instant.now();
        List<Ban> all = new ArrayList<>();
        bans.values().removeIf(until -> until - now <= 0);
        bans.forEach((addresses, until) -> all.add(new Ban(addresses, time.plusNanos(until - now))));
        return all;
    }

    /** Lifts the bans of all that an address or range covers. Returns how many there were. */
    synchronized int lift(AddressRange range) {
        int before = bans.size();
        bans.keySet().removeIf(banned -> range.contains(banned.first()) || banned.contains(range.first()));
        byAddress.keySet().removeIf(failed -> range.contains(failed.first()) || failed.contains(range.first()));
        return before - bans.size();
    }

    private <K> int count(Map<K, Failures> table, K key, long now) {
        Failures before = table.remove(key);
        boolean remembered =
                before != null && now - before.last() <= limits.banTime().toNanos();
        int count = before == null || !remembered ? 1 : Math.min(Integer.MAX_VALUE - 1, before.count()) + 1;
        table.put(key, new Failures(count, now));
        forgetEldest(table);
        return count;
    }

    private static void forgetEldest(Map<?, ?> table) {
        if (table.size() > MAX_REMEMBERED) {
            var eldest = table.entrySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** Names are as long as their senders like. */
    private static String shortened(String user) {
        return user.length() <= 64 ? user : user.substring(0, 64);
    }

    private record Failures(int count, long last) {}

    private record AddressAndUser(AddressRange from, String user) {}
}
