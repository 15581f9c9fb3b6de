package io.anyfs.expose;

import java.net.InetSocketAddress;

/**
 * Who a client is, or says that it is, without its secrets.
 *
 * @param user the name given; of a login that failed it is unchecked, and may hold anything
 * @param protocol what it speaks
 * @param from where it is
 */
public record Client(String user, Protocol protocol, InetSocketAddress from) {

    /** As it is named in logs and dumps. */
    @Override
    public String toString() {
        return user + "@" + from + " by " + protocol;
    }
}
