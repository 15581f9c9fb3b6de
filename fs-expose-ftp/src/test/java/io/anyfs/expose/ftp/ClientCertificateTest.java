package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.expose.ftp.tls.ClientCertificates;
import io.anyfs.expose.ftp.tls.PemIdentity;
import io.anyfs.expose.ftp.tls.SessionResumption;
import io.anyfs.expose.ftp.tls.TlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that show who they are by certificates. */
class ClientCertificateTest {

    private static final PemIdentity ALICE = TlsClient.newIdentity("alice");
    private static final PemIdentity STRANGER = TlsClient.newIdentity("stranger");

    private static TlsSettings settings(ClientCertificates rule) {
        return TlsSettings.of(TlsClient.SERVER)
                .withClientCertificates(rule, List.of(ALICE.current().certificate()));
    }

    @Nested
    class Required {

        @RegisterExtension
        final Served served = new Served(settings -> settings.tls(settings(ClientCertificates.REQUIRED)));

        @ParameterizedTest
        @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
        void a_client_with_a_trusted_certificate_gets_in_with_its_password(String version) throws IOException {
            try (TlsClient client = TlsClient.connect(served.server(), TlsClient.context(ALICE.current()), version)) {
                client.logIn().upload("STOR file", "content", 226);
                assertEquals("content", client.download("RETR file"));
            }
        }

        @Test
        void a_client_without_or_with_another_certificate_does_not_get_as_far_as_USER() {
            assertThrows(IOException.class, () -> TlsClient.login(served.server()));
            assertThrows(
                    IOException.class,
                    () -> TlsClient.connect(served.server(), TlsClient.context(STRANGER.current()))
                            .logIn());
        }
    }

    @Nested
    class Wanted {

        @RegisterExtension
        final Served served = new Served(settings -> settings.tls(settings(ClientCertificates.WANTED)
                .withResumption(SessionResumption.OFF)
                .withCertificateLogin(
                        certificate -> certificate.equals(ALICE.current().certificate()) ? "alice" : null)));

        @ParameterizedTest
        @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
        void a_certificate_stands_for_the_password_of_its_user_only(String version) throws IOException {
            try (TlsClient client = TlsClient.connect(served.server(), TlsClient.context(ALICE.current()), version)) {
                client.wire.say("USER bob", 331);
                client.wire.say("PASS wrong", 530);
                client.wire.say("USER alice", 232);
                client.protectData().upload("STOR file", "content", 226);
            }
        }

        @Test
        void a_client_without_one_needs_its_password() throws IOException {
            try (TlsClient client = TlsClient.login(served.server())) {
                client.upload("STOR file", "content", 226);
            }
        }

        @Test
        void a_data_connection_has_to_show_the_certificate_of_the_control_connection() throws IOException {
            served.fs().write("/file", "secret");
            try (TlsClient client = TlsClient.connect(served.server(), TlsClient.context(ALICE.current()))) {
                client.wire.say("USER alice", 232);
                client.protectData();
                try (Socket data = client.openData()) {
                    client.wire.say("RETR file", 150);
                    try (SSLSocket other = client.protect(data, TlsClient.context(null))) {
                        assertEquals(-1, other.getInputStream().read());
                    } catch (IOException refused) {
                        // As well.
                    }
                    client.wire.expect(522);
                }
            }
        }
    }
}
