package io.anyfs.expose.ftp.tls;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Says who the holder of a certificate is, so that the certificate stands for the password. */
@FunctionalInterface
public interface CertificateLogin {

    /**
     * The name of the user, or {@code null} if the certificate is nobody's and a password is needed. Called by many threads.
     *
     * @param certificate the client's own; its chain was verified, and its key has signed
     */
    @Nullable
    String user(X509Certificate certificate);
}
