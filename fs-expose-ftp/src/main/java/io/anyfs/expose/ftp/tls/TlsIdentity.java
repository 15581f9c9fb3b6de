package io.anyfs.expose.ftp.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/**
 * What a server proves itself with. The key is never printed.
 *
 * @param key of the first certificate
 * @param chain the server's certificate, then the one of its issuer, and so on; the root may be left out
 */
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {

    /** Keeps a copy of the chain. */
    public TlsIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("an identity needs a certificate");
        }
    }

    /** The server's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The SHA-256 hash of the server's own certificate, in hexadecimal with colons, as openssl prints it. */
    public String fingerprint() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(certificate().getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a certificate that was parsed has an encoding", impossible);
        }
    }

    @Override
    public String toString() {
        return certificate().getSubjectX500Principal() + ", SHA-256 " + fingerprint();
    }
}
