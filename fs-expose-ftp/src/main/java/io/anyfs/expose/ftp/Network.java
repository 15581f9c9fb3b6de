package io.anyfs.expose.ftp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin alike.
 *
 * @param address one of them
 * @param prefixLength how many bits they share
 */
record Network(InetAddress address, int prefixLength) {

    private static final Pattern SYNTAX =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)/(\\d{1,3})");

    /** All addresses of IPv4: PASV knows no others. */
    static final Network ALL = parse("0.0.0.0/0");

    /**
     * Reads {@code 10.0.0.0/8} or {@code fd00::/8}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Network parse(String text) {
        Matcher network = SYNTAX.matcher(text);
        if (network.matches()) {
            try {
                // Numbers only, so no name is looked up.
                InetAddress address = InetAddress.getByName(network.group(1));
                int length = Integer.parseInt(network.group(2));
                if (length <= 8 * address.getAddress().length) {
                    return new Network(address, length);
                }
            } catch (UnknownHostException wrong) {
                throw new IllegalArgumentException(text + " is no network, such as 10.0.0.0/8", wrong);
            }
        }
        throw new IllegalArgumentException(text + " is no network, such as 10.0.0.0/8");
    }

    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] its = other.getAddress();
        // An address of IPv4 inside IPv6 is one of IPv4 for Java.
        if (mine.length != its.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((mine[bit >> 3] & mask) != (its[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }
}
