package io.anyfs.served;

import io.anyfs.FileSystem;
import io.anyfs.expose.ftp.FtpServer;
import io.anyfs.expose.ftp.FtpServerBuilder;
import io.anyfs.expose.ftp.tls.PemIdentity;
import io.anyfs.expose.ftp.tls.SelfSignedIdentity;
import io.anyfs.expose.ftp.tls.TlsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** An FTP server, in clear or with a certificate of its own. */
final class ServedFtp {

    private static final int PEM_LINE = 64;

    private ServedFtp() {}

    static RunningServer start(FileSystem fileSystem, ServedProtocol protocol) throws IOException {
        TemporaryDirectory secrets = TemporaryDirectory.create("anyfs-served");
        FtpServer server = null;
        boolean complete = false;
        try {
            String password = Secrets.password();
            FtpServerBuilder builder = FtpServer.builder(fileSystem)
                    .user(Secrets.USER, password)
                    .limits(Secrets.LIMITS)
                    .host(Secrets.HOST)
                    .port(0);
            PemIdentity identity = null;
            if (protocol == ServedProtocol.FTPS) {
                identity = SelfSignedIdentity.in(secrets.path().resolve("server.pem"), "localhost");
                builder.tls(TlsSettings.of(identity).withClearRefused());
            }
            server = builder.start();
            int port = server.address().getPort();
            ServedAddress address = identity == null
                    ? new ServedAddress.Ftp(Secrets.HOST, port, Secrets.USER, password)
                    : protectedAddress(port, password, identity.current().certificate(), secrets.path());
            complete = true;
            return new FileServer(server, server.service(), secrets, address);
        } finally {
            if (!complete) {
                try (secrets) {
                    if (server != null) {
                        server.close();
                    }
                }
            }
        }
    }

    private static ServedAddress protectedAddress(int port, String password, X509Certificate trusted, Path directory)
            throws IOException {
        Path certificate = directory.resolve("certificate.pem");
        Path trustStore = directory.resolve("trust.p12");
        try {
            Base64.Encoder lines = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'});
            Files.writeString(
                    certificate,
                    "-----BEGIN CERTIFICATE-----\n" + lines.encodeToString(trusted.getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("anyfs", trusted);
            try (OutputStream out = Files.newOutputStream(trustStore)) {
                store.store(out, ServedAddress.Ftps.TRUST_STORE_PASSWORD.toCharArray());
            }
        } catch (GeneralSecurityException failure) {
            throw new IOException("the certificate could not be written", failure);
        }
        return new ServedAddress.Ftps(Secrets.HOST, port, Secrets.USER, password, certificate, trustStore);
    }
}
