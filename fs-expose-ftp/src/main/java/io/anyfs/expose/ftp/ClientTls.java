package io.anyfs.expose.ftp;

import io.anyfs.expose.ftp.tls.ClientCertificates;
import io.anyfs.expose.ftp.tls.SessionResumption;
import io.anyfs.expose.ftp.tls.TlsIdentity;
import io.anyfs.expose.ftp.tls.TlsSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.SocketChannel;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * TLS of one client: of its control connection, and of its data connections. Its sessions and tickets are its own, in a
 * context that no other client shares; so a data connection that resumes any of them is of the same client for certain.
 */
final class ClientTls {

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    /** Names of RFC 7301's registry. */
    private static final List<String> PROTOCOLS = List.of("ftp", "ftp-data");

    /** In seconds, as long as a ticket may live (RFC 8446 section 4.6.1). */
    private static final int LONGEST_TICKETS = 7 * 24 * 60 * 60;

    /**
     * The JDK gives no tickets that would live longer than may be, and has no other way to ask for none. A client that uploads
     * may never read one; when it closes then, its kernel resets the connection, and what it had sent is lost. Tickets that the
     * client got before stay good. Those of TLS 1.2 are part of the handshake, which clients read. Where each data connection has
     * to resume, a client that uses a ticket only once, as OpenSSL's, needs another one for its next upload.
     */
    private static final int NO_TICKETS = LONGEST_TICKETS + 1;

    private final ServerTls server;
    private final TlsSettings settings;
    private final ServerKey key;
    private final SSLContext context;
    private final SSLEngine control;

    ClientTls(ServerTls server, TlsIdentity identity) throws IOException {
        this.server = server;
        this.settings = server.settings();
        this.key = new ServerKey(identity);
        this.context = server.newContext(key);
        this.control = engine(context);
    }

    /** That of the control connection. */
    SSLEngine control() {
        return control;
    }

    /** The client's certificate, verified; {@code null} if it has shown none. */
    @Nullable
    X509Certificate certificate() {
        return certificate(control);
    }

    /** The user that the client's certificate stands for; {@code null} if there is none. */
    @Nullable
    String certifiedUser() {
        X509Certificate certificate = certificate();
        return certificate == null || settings.certificateLogin() == null
                ? null
                : settings.certificateLogin().user(certificate);
    }

    /**
     * Makes TLS of a data connection that has just been opened. Waits for the client.
     *
     * @throws DataConnectionException if that fails, or the client is not the one of the control connection
     */
    TlsDataConnection protect(SocketChannel channel, DataTransfer.Direction direction) throws IOException {
        boolean quiet = direction == DataTransfer.Direction.UPLOAD
                && settings.resumption() != SessionResumption.REQUIRED
                && control.getSession().getProtocol().equals("TLSv1.3");
        context.getServerSessionContext().setSessionTimeout(quiet ? NO_TICKETS : LONGEST_TICKETS);
        boolean alone = settings.resumption() == SessionResumption.OFF;
        TlsDataConnection data =
                new TlsDataConnection(channel, engine(alone ? server.newContext(key) : context), settings.uploadEnd());
        boolean good = false;
        try {
            awaitLaterThanControl();
            data.handshake();
            if (settings.resumption() == SessionResumption.REQUIRED && !resumesControl(data.engine())) {
                throw DataConnectionException.refused(
                        "The data connection has to resume the TLS session of the control connection");
            }
            if (!Objects.equals(certificate(), certificate(data.engine()))) {
                throw DataConnectionException.refused(
                        "The data connection has to show the certificate of the control connection");
            }
            good = true;
            return data;
        } catch (SSLException failure) {
            throw DataConnectionException.refused(
                    "TLS failed on the data connection: " + PrintableText.of(String.valueOf(failure.getMessage())),
                    failure);
        } finally {
            if (!good) {
                data.close();
            }
        }
    }

    /**
     * The JDK does not say whether a handshake resumed a session, but what is resumed keeps the time at which it was created,
     * through tickets too. In this context, no other client has a session of that time.
     */
    private boolean resumesControl(SSLEngine data) {
        return data.getSession().getCreationTime() == control.getSession().getCreationTime();
    }

    /** So that a new session is not of the same millisecond as that of the control connection. */
    private void awaitLaterThanControl() throws IOException {
        long created = control.getSession().getCreationTime();
        try {
            while (settings.resumption() == SessionResumption.REQUIRED && System.currentTimeMillis() == created) {
                Thread.sleep(1);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before a data connection was protected");
        }
    }

    private SSLEngine engine(SSLContext of) {
        SSLEngine engine = of.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        parameters.setCipherSuites(ServerTls.ciphers(engine.getSupportedCipherSuites()));
        parameters.setUseCipherSuitesOrder(true);
        if (settings.clientCertificates() == ClientCertificates.REQUIRED) {
            parameters.setNeedClientAuth(true);
        } else if (settings.clientCertificates() == ClientCertificates.WANTED) {
            parameters.setWantClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        // Asked only if the client offers protocols. One that means another than FTP was led here by somebody else
        // (ALPACA).
        engine.setHandshakeApplicationProtocolSelector((asking, offered) ->
                PROTOCOLS.stream().filter(offered::contains).findFirst().orElse(null));
        return engine;
    }

    private static @Nullable X509Certificate certificate(SSLEngine engine) {
        try {
            Certificate[] chain = engine.getSession().getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate first ? first : null;
        } catch (SSLPeerUnverifiedException none) {
            return null;
        }
    }
}
