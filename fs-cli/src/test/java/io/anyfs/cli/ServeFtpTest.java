package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.anyfs.cli.command.Signals;
import io.anyfs.expose.ftp.tls.SelfSignedIdentity;
import io.anyfs.expose.ftp.tls.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code serve} with FTP and FTPS: what it refuses, and what clients meet. */
@Timeout(60)
class ServeFtpTest extends ServeCommandTests {

    @Test
    void options_of_FTP_that_make_no_sense_are_refused() throws IOException {
        Files.writeString(directory.resolve("no.pem"), "nothing");
        assertRefused("add --ftp or --ftps", "--sftp", "0", "--tls-cert", "no.pem");
        assertRefused("--tls-cert", "--ftps", "0", "--tls-key", "no.pem");
        assertRefused("no.pem holds no private key", "--ftps", "0", "--tls-cert", "no.pem");
        assertRefused("50000-50999", "--ftp", "0", "--passive-ports", "5");
        assertRefused("10.0.0.0/8", "--ftp", "0", "--passive-address", "10.0.0.0=1.2.3.4");
        assertRefused("add --ftp or --ftps", "--sftp", "0", "--ftp-deflate");
        assertRefused("--tls-client-ca", "--ftps", "0", "--tls-client-auth", "wanted");
        assertRefused("--tls-cert", "--ftp", "0", "--tls-client-ca", "no.pem");
        assertRefused("no.pem holds no certificate", "--ftps", "0", "--tls-client-ca", "no.pem");
    }

    @Test
    void compression_is_offered_to_FTP_clients_where_it_is_asked_for() throws Exception {
        RunningServer server = start("serve", "data", "--ftp", "0", "--ftp-deflate", "--ready-file", "ready");
        int port = server.ready().getAsJsonObject("ftp").get("port").getAsInt();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write("FEAT\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            String replies = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(replies.contains("\r\n MODE Z\r\n"), replies);
        }
        server.end(Signals.Signal.TERM).succeeded();
    }

    @Test
    void clients_of_FTPS_need_a_certificate_of_the_authority_that_is_given() throws Exception {
        TlsIdentity client = SelfSignedIdentity.in(directory.resolve("client.pem"), "client.example")
                .current();
        RunningServer server =
                start("serve", "data", "--ftps", "0", "--tls-client-ca", "client.pem", "--ready-file", "ready");
        int port = server.ready().getAsJsonObject("ftps").get("port").getAsInt();
        assertEquals("220", TlsGreeting.of(port, client));
        assertThrows(IOException.class, () -> TlsGreeting.of(port, null));
        server.end(Signals.Signal.TERM).succeeded();
    }

    @Test
    void clients_of_FTPS_may_do_without_a_certificate_where_it_is_only_wanted() throws Exception {
        TlsIdentity client = SelfSignedIdentity.in(directory.resolve("client.pem"), "client.example")
                .current();
        RunningServer server = start(
                "serve",
                "data",
                "--sftp",
                "0",
                "--ftps",
                "0",
                "--tls-client-ca",
                "client.pem",
                "--tls-client-auth",
                "wanted",
                "--ready-file",
                "ready");
        int port = server.ready().getAsJsonObject("ftps").get("port").getAsInt();
        assertEquals("220", TlsGreeting.of(port, client));
        assertEquals("220", TlsGreeting.of(port, null));
        server.end(Signals.Signal.TERM).succeeded();
    }

    @Test
    void without_a_certificate_FTPS_gets_one_that_is_kept_and_told_of() throws Exception {
        for (int i = 0; i < 2; i++) {
            RunningServer server = start("serve", "data", "--ftps", "0", "--ready-file", "ready");
            JsonObject ready = server.ready();
            Shell.Result result = server.end(Signals.Signal.TERM).succeeded();
            String hash = ready.getAsJsonObject("ftps").get("certificate").getAsString();
            assertTrue(result.out().contains(hash), result::toString);
            assertTrue(result.out().contains("no authority has signed it"), result::toString);
        }
    }
}
