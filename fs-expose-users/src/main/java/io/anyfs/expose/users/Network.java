package io.anyfs.expose.users;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of addresses, as CIDR (RFC 4632, RFC 4291 section 2.3) writes it.
 *
 * @param address the first one
 * @param bits how many bits all have in common with it
 */
public record Network(InetAddress address, int bits) {

    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    /**
     * Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or a single address.
     *
     * @throws IllegalArgumentException if it is none, or has bits behind the prefix
     */
    public static Network parse(String text) {
        String[] parts = text.strip().split("/", -1);
        InetAddress address = address(parts[0], text);
        int all = address.getAddress().length * 8;
        if (parts.length > 2 || (parts.length == 2 && !parts[1].matches("\\d{1,3}"))) {
            throw invalid(text);
        }
        int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
        if (bits > all) {
            throw new IllegalArgumentException("a prefix of this address has at most " + all + " bits: " + text);
        }
        byte[] first = address.getAddress();
        for (int bit = bits; bit < all; bit++) {
            first[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        InetAddress start = inet(first);
        if (!start.equals(address)) {
            throw new IllegalArgumentException(
                    text + " has bits behind the prefix; write " + start.getHostAddress() + "/" + bits);
        }
        return new Network(start, bits);
    }

    /** Whether an address is in it. An IPv4 address in IPv6 form is taken for the IPv4 address. */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (((mine[bit / 8] ^ theirs[bit / 8]) & (0x80 >> (bit % 8))) != 0) {
                return false;
            }
        }
        return true;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return address.getHostAddress() + "/" + bits;
    }

    /** Never asks a name service: what could be a name is refused first. */
    private static InetAddress address(String literal, String text) {
        if (!V4.matcher(literal).matches() && !V6.matcher(literal).matches()) {
            throw invalid(text);
        }
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException none) {
            throw new IllegalArgumentException(invalid(text).getMessage(), none);
        }
    }

    private static InetAddress inet(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("4 or 16 bytes are an address", impossible);
        }
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("'" + text + "' is no network; write 192.0.2.0/24 or 2001:db8::/32");
    }
}
