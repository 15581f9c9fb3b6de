package io.anyfs.expose.ftp;

import io.anyfs.expose.ftp.Verb.Parameter;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Agreeing on a data connection (RFC 959 section 4.1.2, RFC 2428). */
final class ConnectionVerbs {

    private static final int FIRST_UNPRIVILEGED_PORT = 1024;

    private ConnectionVerbs() {}

    static List<Verb> all() {
        return List.of(
                Verb.user("PASV", Parameter.NONE, "", ConnectionVerbs::passive),
                Verb.user("EPSV", Parameter.OPTIONAL, "[1 | 2 | ALL]", ConnectionVerbs::extendedPassive),
                Verb.user("PORT", Parameter.REQUIRED, "h1,h2,h3,h4,p1,p2", ConnectionVerbs::port),
                Verb.user("EPRT", Parameter.REQUIRED, "|family|address|port|", ConnectionVerbs::extendedPort),
                // The transfer, if there was one, was ended when the line arrived, and has had its own reply.
                Verb.user("ABOR", Parameter.NONE, "", (client, argument) -> {
                    client.data().forget();
                    return FtpReply.of(226, "Nothing is transferred any more");
                }));
    }

    private static FtpReply passive(Conversation client, String argument) throws IOException {
        if (client.settings.extendedPassiveOnly) {
            return onlyExtendedPassive();
        }
        if (!(client.control().localAddress() instanceof Inet4Address local)) {
            return FtpReply.of(425, "PASV is for IPv4 only, EPSV works");
        }
        InetSocketAddress address = listen(client);
        if (address == null) {
            return FtpReply.of(425, "No port is free");
        }
        byte[] ip = client.network()
                .addresses()
                .tell(client.control().remote().getAddress(), local)
                .getAddress();
        return FtpReply.of(
                227,
                String.format(
                        Locale.ROOT,
                        "Entering Passive Mode (%d,%d,%d,%d,%d,%d)",
                        ip[0] & 0xff,
                        ip[1] & 0xff,
                        ip[2] & 0xff,
                        ip[3] & 0xff,
                        address.getPort() >> 8,
                        address.getPort() & 0xff));
    }

    private static FtpReply extendedPassive(Conversation client, String argument) throws IOException {
        String wanted = argument.strip().toUpperCase(Locale.ROOT);
        String family = client.control().localAddress() instanceof Inet6Address ? "2" : "1";
        if (wanted.equals("ALL")) {
            client.settings.extendedPassiveOnly = true;
            return FtpReply.of(200, "EPSV only from now on");
        }
        if (!wanted.isEmpty() && !wanted.equals(family)) {
            return FtpReply.of(522, "Network protocol not supported, use (" + family + ")");
        }
        InetSocketAddress address = listen(client);
        return address == null
                ? FtpReply.of(425, "No port is free")
                : FtpReply.of(229, "Entering Extended Passive Mode (|||" + address.getPort() + "|)");
    }

    private static @Nullable InetSocketAddress listen(Conversation client) throws IOException {
        try {
            return client.data().listen();
        } catch (BindException allInUse) {
            return null;
        }
    }

    private static FtpReply port(Conversation client, String argument) throws IOException {
        String[] numbers = argument.strip().split(",", -1);
        byte[] bytes = new byte[6];
        if (numbers.length != bytes.length) {
            return FtpReply.of(501, "PORT needs: h1,h2,h3,h4,p1,p2");
        }
        for (int i = 0; i < bytes.length; i++) {
            int number = decimal(numbers[i].strip(), 3);
            if (number < 0 || number > 255) {
                return FtpReply.of(501, "PORT needs: h1,h2,h3,h4,p1,p2");
            }
            bytes[i] = (byte) number;
        }
        InetAddress host = InetAddress.getByAddress(new byte[] {bytes[0], bytes[1], bytes[2], bytes[3]});
        return connectTo(client, host, ((bytes[4] & 0xff) << 8) | (bytes[5] & 0xff));
    }

    private static FtpReply extendedPort(Conversation client, String argument) throws IOException {
        String text = argument.strip();
        String[] parts =
                text.isEmpty() ? new String[0] : text.substring(1).split(Pattern.quote(text.substring(0, 1)), -1);
        if (parts.length != 4 || !parts[3].isEmpty()) {
            return FtpReply.of(501, "EPRT needs: |family|address|port|");
        }
        if (!parts[0].equals("1") && !parts[0].equals("2")) {
            return FtpReply.of(522, "Network protocol not supported, use (1,2)");
        }
        int port = decimal(parts[2], 5);
        InetAddress host = literal(parts[1], parts[0]);
        if (host == null || port < 0 || port > 65_535) {
            return FtpReply.of(501, "EPRT needs: |family|address|port|");
        }
        return connectTo(client, host, port);
    }

    /** Never to somebody else, and never to a port where a server of the system could be (RFC 2577 section 3). */
    private static FtpReply connectTo(Conversation client, InetAddress host, int port) throws IOException {
        if (client.settings.extendedPassiveOnly) {
            return onlyExtendedPassive();
        }
        if (!client.network().active()) {
            return FtpReply.of(504, "Only passive data connections here, say EPSV or PASV");
        }
        InetAddress peer = client.control().remote().getAddress();
        if (!host.equals(peer)) {
            return FtpReply.of(504, "Only to the address that you come from");
        }
        if (port < FIRST_UNPRIVILEGED_PORT) {
            return FtpReply.of(504, "Only to ports from " + FIRST_UNPRIVILEGED_PORT + " on");
        }
        // The peer's own, which knows the interface of a link-local address.
        client.data().connectTo(new InetSocketAddress(peer, port));
        return FtpReply.of(200, "Will connect there");
    }

    private static FtpReply onlyExtendedPassive() {
        return FtpReply.of(501, "You said EPSV ALL");
    }

    /** An address in numbers. Names are not looked up: that would let a client choose what is asked for in the DNS. */
    private static @Nullable InetAddress literal(String text, String family) {
        boolean numeric = family.equals("1")
                ? text.matches("\\d{1,3}(\\.\\d{1,3}){3}")
                : text.contains(":") && text.matches("[0-9A-Fa-f:.]{2,45}");
        if (!numeric) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException wrong) {
            return null;
        }
    }

    /** The number, or -1 if it is none. */
    private static int decimal(String text, int maxDigits) {
        boolean digits =
                !text.isEmpty() && text.length() <= maxDigits && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(text) : -1;
    }
}
