package io.anyfs.expose.ftp;

import io.anyfs.expose.ftp.tls.TlsIdentity;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The one key of a server. It knows for whom it was used last: a handshake that resumes a session uses no key, and the JDK has
 * no other sign of that.
 */
final class ServerKey extends X509ExtendedKeyManager {

    private static final String ALIAS = "server";

    private final TlsIdentity identity;
    private volatile @Nullable SSLEngine lastUser;

    ServerKey(TlsIdentity identity) {
        this.identity = identity;
    }

    /** Whether the handshake of this engine used the key, and so resumed nothing. For the engine that began last. */
    boolean wasUsedFor(SSLEngine engine) {
        return lastUser == engine;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        lastUser = engine;
        String algorithm = identity.key().getAlgorithm();
        boolean fits = keyType.equals(algorithm) || (algorithm.startsWith("EC") && keyType.startsWith("EC"));
        return fits ? ALIAS : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return alias.equals(ALIAS) ? identity.chain().toArray(X509Certificate[]::new) : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return alias.equals(ALIAS) ? identity.key() : null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String toString() {
        return identity.toString();
    }
}
