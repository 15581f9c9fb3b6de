package io.anyfs.expose;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;

/**
 * A session as it was at the moment of asking.
 *
 * @param number unique in the process
 * @param client who it is, and from where
 * @param since when the client logged in
 * @param lastActive when it last did something
 * @param bytesDown to the client so far
 * @param bytesUp from the client so far
 * @param open what it has open
 */
public record SessionInfo(
        long number,
        Client client,
        Instant since,
        Instant lastActive,
        long bytesDown,
        long bytesUp,
        List<TransferInfo> open) {

    /** Copies the list. */
    public SessionInfo {
        open = List.copyOf(open);
    }

    /** The user's name. */
    public String user() {
        return client.user();
    }

    /** What the client speaks. */
    public Protocol protocol() {
        return client.protocol();
    }

    /** Where the client is. */
    public InetSocketAddress from() {
        return client.from();
    }
}
