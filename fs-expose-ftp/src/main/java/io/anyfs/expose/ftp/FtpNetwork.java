package io.anyfs.expose.ftp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The network side of a server.
 *
 * @param listen where clients connect to
 * @param backlog connections that the kernel queues
 * @param ports for data connections
 * @param addresses what PASV tells clients
 * @param active whether data connections to clients are made (PORT, EPRT)
 * @param tls what TLS is like; {@code null} if there is none
 * @param implicit whether control connections begin with TLS
 */
record FtpNetwork(
        InetSocketAddress listen,
        int backlog,
        PassivePorts ports,
        PassiveAddresses addresses,
        boolean active,
        @Nullable ServerTls tls,
        boolean implicit) {}
