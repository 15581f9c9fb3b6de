package io.anyfs.expose;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of IP addresses that begin alike, as {@code 192.0.2.0/24} or {@code 2001:db8::/32} (RFC 4632, RFC 4291).
 *
 * @param first the first address; the bits behind the prefix are zero
 * @param prefix how many bits all of them share
 */
public record AddressRange(InetAddress first, int prefix) {

    /** So that nothing that is no address is looked up as a name. */
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** What a household or an attacker has of IPv6 at least. */
    private static final int USUAL_IPV6_PREFIX = 64;

    /** Checks the prefix, and cuts off what lies behind it. */
    public AddressRange {
        int bits = first.getAddress().length * Byte.SIZE;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("the prefix must be 0 to " + bits + ": " + prefix);
        }
        first = cut(first, prefix);
    }

    /**
     * Reads an address, or a range with a slash and the length of its prefix.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        try {
            if (NUMERIC.matcher(address).matches()) {
                InetAddress first = InetAddress.getByName(address);
                int bits = first.getAddress().length * Byte.SIZE;
                return new AddressRange(first, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
            }
        } catch (UnknownHostException | IllegalArgumentException malformed) {
            throw new IllegalArgumentException(notOne(text), malformed);
        }
        throw new IllegalArgumentException(notOne(text));
    }

    /**
     * Whom an address is counted with: itself, or with IPv6 all addresses of its network of 64 bits, of which one client has as many
     * as it likes.
     */
    static AddressRange around(InetAddress address) {
        int bits = address.getAddress().length * Byte.SIZE;
        return new AddressRange(address, Math.min(bits, bits == Integer.SIZE ? bits : USUAL_IPV6_PREFIX));
    }

    /** Whether an address is in the range. */
    public boolean contains(InetAddress address) {
        return address.getAddress().length == first.getAddress().length
                && cut(address, prefix).equals(first);
    }

    /** As {@link #parse} reads it; a single address without a slash. */
    @Override
    public String toString() {
        int bits = first.getAddress().length * Byte.SIZE;
        return first.getHostAddress() + (prefix == bits ? "" : "/" + prefix);
    }

    private static String notOne(String text) {
        return "'" + text + "' is no range of addresses; write one such as 192.0.2.0/24 or 2001:db8::/32";
    }

    private static InetAddress cut(InetAddress address, int prefix) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, prefix - i * Byte.SIZE));
            bytes[i] &= (byte) (0xff << (Byte.SIZE - kept));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
        }
    }
}
