package io.anyfs.expose.ftp.tls;

import java.io.IOException;

/** Where a server's identity comes from. Asked for each new connection, so that it can change; by many threads. */
@FunctionalInterface
public interface TlsIdentitySource {

    /**
     * The identity for a connection that begins now. Answers at once, or nearly so.
     *
     * @throws IOException if there is none; the connection is not protected then and ends
     */
    TlsIdentity current() throws IOException;
}
