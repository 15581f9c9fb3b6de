package io.anyfs.expose.ftp.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server speaks TLS. Versions 1.2 and 1.3 only, with authenticated ciphers and forward secrecy only. Start from
 * {@link #of}. Immutable.
 *
 * @param identity what the server proves itself with
 * @param required whether nothing works in clear: no login, and no data connection
 * @param resumption of sessions on data connections
 * @param uploadEnd what tells that an upload is whole
 * @param clientCertificates whether clients are asked for certificates
 * @param clientAuthorities who issues certificates of clients, or such certificates themselves
 * @param certificateLogin who a client with a certificate is; {@code null} if certificates stand for no password
 */
public record TlsSettings(
        TlsIdentitySource identity,
        boolean required,
        SessionResumption resumption,
        UploadEnd uploadEnd,
        ClientCertificates clientCertificates,
        List<X509Certificate> clientAuthorities,
        @Nullable CertificateLogin certificateLogin) {

    /** Keeps a copy of the authorities. */
    public TlsSettings {
        clientAuthorities = List.copyOf(clientAuthorities);
        if (clientCertificates != ClientCertificates.OFF && clientAuthorities.isEmpty()) {
            throw new IllegalArgumentException("certificates of clients need an authority that they can come from");
        }
    }

    /**
     * TLS for clients that ask for it, who may resume sessions, and whose uploads end with a close_notify. No certificates of
     * clients.
     */
    public static TlsSettings of(TlsIdentitySource identity) {
        return new TlsSettings(
                identity,
                false,
                SessionResumption.OPTIONAL,
                UploadEnd.CLOSE_NOTIFY,
                ClientCertificates.OFF,
                List.of(),
                null);
    }

    /** These settings, with nothing left that works in clear. */
    public TlsSettings withClearRefused() {
        return new TlsSettings(
                identity, true, resumption, uploadEnd, clientCertificates, clientAuthorities, certificateLogin);
    }

    /** These settings with another rule for resumption on data connections. */
    public TlsSettings withResumption(SessionResumption rule) {
        return new TlsSettings(
                identity, required, rule, uploadEnd, clientCertificates, clientAuthorities, certificateLogin);
    }

    /** These settings with another rule for the end of uploads. */
    public TlsSettings withUploadEnd(UploadEnd end) {
        return new TlsSettings(
                identity, required, resumption, end, clientCertificates, clientAuthorities, certificateLogin);
    }

    /**
     * These settings with certificates of clients.
     *
     * @param authorities who issues them, or such certificates themselves; at least one unless they are off
     */
    public TlsSettings withClientCertificates(ClientCertificates rule, List<X509Certificate> authorities) {
        return new TlsSettings(identity, required, resumption, uploadEnd, rule, authorities, certificateLogin);
    }

    /** These settings, where the certificate of a client stands for the password of the user that this names. */
    public TlsSettings withCertificateLogin(CertificateLogin login) {
        return new TlsSettings(identity, required, resumption, uploadEnd, clientCertificates, clientAuthorities, login);
    }
}
