package io.anyfs.expose.ftp;

import io.anyfs.expose.ftp.tls.TlsIdentity;
import io.anyfs.expose.ftp.tls.TlsSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** What all TLS connections of a server share. Safe for use by many threads. */
final class ServerTls {

    private final TlsSettings settings;
    private final TrustManager[] trust;

    ServerTls(TlsSettings settings) throws IOException {
        this.settings = settings;
        try {
            this.trust = trust(settings.clientAuthorities());
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the authorities of clients' certificates cannot be used", unusable);
        }
    }

    TlsSettings settings() {
        return settings;
    }

    /**
     * TLS for a client that connects now.
     *
     * @throws IOException if there is no certificate to show
     */
    ClientTls begin() throws IOException {
        return new ClientTls(this, settings.identity().current());
    }

    /** A context that knows no session, and no ticket of any other context. */
    SSLContext newContext(ServerKey key) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new ServerKey[] {key}, trust, null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("no TLS with " + key, unusable);
        }
    }

    private static TrustManager[] trust(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        if (authorities.isEmpty()) {
            // Without any, the JDK would read the authorities of the web.
            return new TrustManager[] {new NobodyTrusted()};
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** Versions and ciphers: nothing but authenticated encryption with forward secrecy. */
    static String[] ciphers(String[] supported) {
        List<String> good = Stream.of(supported)
                .filter(name -> name.startsWith("TLS_AES_")
                        || name.startsWith("TLS_CHACHA20_")
                        || name.startsWith("TLS_ECDHE_"))
                .filter(name -> name.contains("_GCM_") || name.contains("_CHACHA20_"))
                .toList();
        // A fourth less work for the processor than 256 bits, and no known attack on either.
        return Stream.concat(
                        good.stream().filter(name -> name.contains("AES_128")),
                        good.stream().filter(name -> !name.contains("AES_128")))
                .toArray(String[]::new);
    }

    private static final class NobodyTrusted implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("no certificate of a client is trusted: " + Arrays.toString(chain));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("this is a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Override
    public String toString() {
        try {
            TlsIdentity identity = settings.identity().current();
            return identity.toString();
        } catch (IOException none) {
            return "no certificate: " + none.getMessage();
        }
    }
}
