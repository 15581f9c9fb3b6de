package io.anyfs.expose;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts the connections that have not logged in yet, so that strangers cannot fill the server. Safe for use by many
 * threads.
 */
final class PendingLogins {

    private final int most;
    private final int mostPerAddress;
    private final Map<AddressRange, Integer> byAddress = new HashMap<>();
    private int all;

    PendingLogins(int most, int mostPerAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
    }

    PendingLogin begin(InetSocketAddress from) throws ServiceUnavailableException {
        AddressRange address = AddressRange.around(from.getAddress());
        synchronized (this) {
            if (all >= most) {
                throw new ServiceUnavailableException("too many connections that have not logged in");
            }
            int there = byAddress.getOrDefault(address, 0);
            if (there >= mostPerAddress) {
                throw new ServiceUnavailableException("too many connections from your address that have not logged in");
            }
            byAddress.put(address, there + 1);
            all++;
        }
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                end(address);
            }
        };
    }

    synchronized int count() {
        return all;
    }

    private synchronized void end(AddressRange address) {
        all--;
        byAddress.computeIfPresent(address, (same, there) -> there == 1 ? null : there - 1);
    }
}
