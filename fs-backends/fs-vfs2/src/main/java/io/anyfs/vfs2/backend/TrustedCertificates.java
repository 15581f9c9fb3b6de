package io.anyfs.vfs2.backend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The certificates in a file (PEM), of servers themselves or of who issues theirs. What else is in the file is skipped. */
final class TrustedCertificates {

    private static final Pattern ONE = Pattern.compile("(?s)-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----");

    private TrustedCertificates() {}

    /**
     * Trusts what a file holds.
     *
     * @throws IllegalArgumentException if there is no certificate in it
     */
    static TrustManager in(Path file) throws IOException {
        Matcher all = ONE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        try {
            CertificateFactory reader = CertificateFactory.getInstance("X.509");
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            while (all.find()) {
                byte[] one = all.group().getBytes(StandardCharsets.ISO_8859_1);
                store.setCertificateEntry(
                        String.valueOf(store.size()), reader.generateCertificate(new ByteArrayInputStream(one)));
            }
            if (store.size() == 0) {
                throw new IllegalArgumentException("there is no certificate in " + file);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers()[0];
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException("the certificates in " + file + " cannot be read", unreadable);
        }
    }
}
