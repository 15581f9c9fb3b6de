package io.anyfs.expose.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.expose.ftp.tls.TlsSettings;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AUTH and what follows it, on the control connection. */
class TlsControlTest {

    @RegisterExtension
    final Served served = new Served(settings -> settings.tls(TlsSettings.of(TlsClient.SERVER)));

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_client_logs_in_and_moves_files_over_TLS(String version) throws IOException {
        try (TlsClient client = TlsClient.login(served.server(), version)) {
            client.upload("STOR file", "content", 226);
            assertEquals("content", client.download("RETR file"));
            assertTrue(client.download("MLSD").endsWith(" file\r\n"));
            assertEquals("file\r\n", client.download("NLST"));
            client.wire.say("NOOP", 200);
            client.wire.say("QUIT", 221);
            client.wire.expectClosed();
        }
        assertEquals("content", served.fs().readString("/file"));
    }

    @Test
    void TLS_is_told_of_and_can_be_left_out() throws IOException {
        try (WireClient client = WireClient.connect(served.server())) {
            String features = client.say("FEAT", 211);
            for (String feature : List.of("AUTH TLS", "PBSZ", "PROT")) {
                assertTrue(features.contains("\n " + feature + "\n"), features);
            }
        }
        try (WireClient client = served.login()) {
            client.upload("STOR clear", "x".getBytes(UTF_8), 226);
            client.say("AUTH TLS", 503);
        }
    }

    @Test
    void commands_that_came_in_clear_behind_AUTH_never_run() throws IOException {
        served.fs().write("/file", "x");
        for (String behind : List.of(
                "USER alice\r\nPASS secret\r\nMKD d\r\n",
                "USER alice\r\n",
                "NOOP\r\nNOOP\r\n",
                "USE",
                "\r\n",
                "\u0016\u0003\u0001")) {
            try (WireClient client = WireClient.connect(served.server())) {
                client.sendRaw(("AUTH TLS\r\n" + behind).getBytes(UTF_8));
                client.expect(421);
                client.expectClosed();
            }
        }
        assertFalse(served.fs().exists("/d"));
        requireServing();
    }

    @Test
    void a_user_who_was_named_in_clear_is_forgotten() throws IOException {
        try (WireClient client = WireClient.connect(served.server())) {
            client.say("USER alice", 331);
            client.say("AUTH TLS", 234);
            client.over(secured(client, new SSLParameters()));
            client.say("PASS secret", 503);
        }
    }

    @Test
    void what_is_no_TLS_after_AUTH_ends_the_connection() throws IOException {
        try (WireClient client = WireClient.connect(served.server())) {
            client.say("AUTH TLS", 234);
            client.sendRaw("USER alice\r\nPASS secret\r\n".getBytes(UTF_8));
            client.expectClosed();
        }
        requireServing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS", "tls", "TLS-C", "SSL", "TLS-P"})
    void AUTH_knows_the_names_of_TLS(String name) throws IOException {
        try (WireClient client = WireClient.connect(served.server())) {
            client.say("AUTH " + name, 234);
            client.over(secured(client, new SSLParameters()));
            client.say("AUTH TLS", 503);
            client.say("NOOP", 200);
        }
    }

    @Test
    void protection_of_data_is_agreed_on_in_the_order_of_the_RFC() throws IOException {
        try (WireClient client = WireClient.connect(served.server())) {
            client.say("AUTH KERBEROS_V4", 504);
            client.say("PBSZ 0", 503);
            client.say("PROT P", 503);
            client.say("CCC", 533);
        }
        try (TlsClient client = TlsClient.connect(served.server())) {
            client.wire.say("PROT P", 503);
            client.wire.say("PBSZ x", 501);
            assertEquals("200 PBSZ=0", client.wire.say("PBSZ 16384", 200));
            client.wire.say("PROT S", 536);
            client.wire.say("PROT E", 536);
            client.wire.say("PROT X", 504);
            client.wire.say("PROT P", 200);
            client.wire.say("PROT C", 200);
            client.wire.say("CCC", 534);
            client.wire.say("USER alice", 331);
        }
    }

    @Test
    void a_browser_that_was_sent_here_is_cut_off_under_TLS_too() throws IOException {
        try (TlsClient client = TlsClient.connect(served.server())) {
            client.wire.sendRaw("POST / HTTP/1.1\r\nUSER alice\r\nPASS secret\r\nMKD gotcha\r\n".getBytes(UTF_8));
            client.wire.expectClosed();
        }
        assertFalse(served.fs().exists("/gotcha"));
    }

    @Test
    void a_client_that_means_another_protocol_is_refused() throws IOException {
        try (WireClient client = WireClient.connect(served.server())) {
            client.say("AUTH TLS", 234);
            SSLParameters ftp = new SSLParameters();
            ftp.setApplicationProtocols(new String[] {"http/1.1", "ftp"});
            SSLSocket socket = secured(client, ftp);
            assertEquals("ftp", socket.getApplicationProtocol());
        }
        try (WireClient client = WireClient.connect(served.server())) {
            client.say("AUTH TLS", 234);
            SSLParameters http = new SSLParameters();
            http.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            assertThrows(SSLException.class, () -> secured(client, http));
        }
    }

    @Test
    void a_second_handshake_is_refused() throws IOException {
        try (TlsClient client = TlsClient.login(served.server(), "TLSv1.2")) {
            SSLSocket socket = (SSLSocket) client.wire.control();
            assertThrows(IOException.class, () -> {
                socket.startHandshake();
                client.wire.say("NOOP", 200);
                client.wire.say("NOOP", 200);
            });
        }
        requireServing();
    }

    @Test
    void a_close_notify_on_the_control_connection_is_its_end() throws IOException {
        try (TlsClient client = TlsClient.login(served.server())) {
            ((SSLSocket) client.wire.control()).shutdownOutput();
            client.wire.expectClosed();
        }
        Eventually.holds("the client is gone", () -> served.server().connections() == 0);
    }

    @Test
    void many_commands_and_long_replies_pass() throws IOException {
        for (int i = 0; i < 900; i++) {
            served.fs().write("/a-file-with-quite-a-long-name-" + i, "x");
        }
        try (TlsClient client = TlsClient.login(served.server())) {
            client.wire.sendRaw("STAT /\r\n".repeat(20).getBytes(UTF_8));
            for (int i = 0; i < 20; i++) {
                assertEquals(902, client.wire.expect(213).split("\n").length);
            }
        }
    }

    private SSLSocket secured(WireClient client, SSLParameters parameters) throws IOException {
        SSLSocket socket = (SSLSocket) TlsClient.context(null)
                .getSocketFactory()
                .createSocket(
                        client.control(), "localhost", served.server().address().getPort(), true);
        if (parameters.getApplicationProtocols() != null) {
            SSLParameters mine = socket.getSSLParameters();
            mine.setApplicationProtocols(parameters.getApplicationProtocols());
            socket.setSSLParameters(mine);
        }
        socket.startHandshake();
        return socket;
    }

    private void requireServing() throws IOException {
        try (TlsClient client = TlsClient.login(served.server())) {
            client.wire.say("NOOP", 200);
        }
    }
}
