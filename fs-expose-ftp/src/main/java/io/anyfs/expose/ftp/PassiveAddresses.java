package io.anyfs.expose.ftp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What PASV tells clients to connect to, where that is not the address that they have reached the server by: behind a router
 * that translates addresses. Names are looked up for each client anew. Immutable; safe for use by many threads.
 */
final class PassiveAddresses {

    /** Nothing else than the address that the client has reached. */
    static final PassiveAddresses AS_REACHED = new PassiveAddresses(List.of());

    private static final Logger LOG = LoggerFactory.getLogger(PassiveAddresses.class);

    private final List<Rule> rules;
    /** So that a name server that is away for a while does no harm. */
    private final Map<String, Inet4Address> lastKnown = new ConcurrentHashMap<>();

    /** @param host {@code null} for the address that the client has reached */
    private record Rule(Network clients, @Nullable String host) {}

    private PassiveAddresses(List<Rule> rules) {
        this.rules = rules;
    }

    /** These, and one more rule. Of those that hold for a client, the one for the smallest network counts. */
    PassiveAddresses and(Network clients, @Nullable String host) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(clients, host));
        return new PassiveAddresses(List.copyOf(more));
    }

    /** What to tell a client that has reached the server by an address. */
    Inet4Address tell(InetAddress client, Inet4Address reached) {
        if (client.isLoopbackAddress()) {
            return reached;
        }
        Rule best = null;
        for (Rule rule : rules) {
            if (rule.clients.contains(client)
                    && (best == null || rule.clients.prefixLength() >= best.clients.prefixLength())) {
                best = rule;
            }
        }
        return best == null || best.host == null ? reached : resolved(best.host, reached);
    }

    private Inet4Address resolved(String host, Inet4Address otherwise) {
        try {
            Inet4Address address = Stream.of(InetAddress.getAllByName(host))
                    .filter(Inet4Address.class::isInstance)
                    .map(Inet4Address.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new UnknownHostException(host + " has no IPv4 address"));
            lastKnown.put(host, address);
            return address;
        } catch (UnknownHostException unknown) {
            Inet4Address known = lastKnown.getOrDefault(host, otherwise);
            LOG.warn("the passive address cannot be looked up, clients are told {}: {}", known, unknown.getMessage());
            return known;
        }
    }
}
