package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.anyfs.FileSystem;
import io.anyfs.expose.ftp.tls.SelfSignedIdentity;
import io.anyfs.expose.ftp.tls.TlsIdentity;
import io.anyfs.expose.ftp.tls.TlsSettings;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that is replaced while the server runs, as certbot does. */
class RenewedCertificateTest {

    @TempDir
    Path directory;

    private static Certificate shown(TlsClient client) throws IOException {
        return ((SSLSocket) client.wire.control()).getSession().getPeerCertificates()[0];
    }

    @Test
    void new_clients_get_the_new_one_and_those_that_are_connected_go_on_with_the_old_one() throws IOException {
        Path file = directory.resolve("server.pem");
        Path next = directory.resolve("next.pem");
        TlsIdentity old = SelfSignedIdentity.in(file, "old.example").current();
        TlsIdentity renewed = SelfSignedIdentity.in(next, "new.example").current();
        SSLContext trusting = TlsClient.trusting(old, renewed);
        TlsSettings tls = TlsSettings.of(SelfSignedIdentity.in(file, "old.example"));
        try (FileSystem fs = MemoryFileSystem.create();
                FtpServer server = FtpServer.builder(fs)
                        .user("alice", "secret")
                        .port(0)
                        .tls(tls)
                        .start();
                TlsClient before = TlsClient.connect(server, trusting).logIn()) {
            assertEquals(old.certificate(), shown(before));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            Eventually.holds("a new client is shown the new certificate", () -> {
                try (TlsClient after = TlsClient.connect(server, trusting)) {
                    return shown(after).equals(renewed.certificate());
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
            assertNotEquals(old.certificate(), renewed.certificate());
            before.upload("STOR file", "content", 226);
            assertEquals("content", before.download("RETR file"));
        }
    }
}
