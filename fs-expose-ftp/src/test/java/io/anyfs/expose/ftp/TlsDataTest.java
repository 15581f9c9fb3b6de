package io.anyfs.expose.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.expose.ftp.tls.SessionResumption;
import io.anyfs.expose.ftp.tls.TlsSettings;
import io.anyfs.expose.ftp.tls.UploadEnd;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data connections over TLS. */
class TlsDataTest {

    private static final TlsSettings TLS = TlsSettings.of(TlsClient.SERVER);

    /** A client that ends its data as the kernel ends that of a killed one, or as somebody on the way could. */
    private static String cutUpload(TlsClient client, String command, byte[] content) throws IOException {
        Socket data = client.openData();
        client.wire.say(command, 150);
        SSLSocket secure = client.protect(data);
        secure.getOutputStream().write(content);
        data.shutdownOutput();
        String reply = client.wire.reply();
        data.close();
        return reply;
    }

    @Nested
    class AsUsual {

        @RegisterExtension
        final Served served = new Served(settings -> settings.tls(TLS).stallTimeout(Duration.ofSeconds(2)));

        @ParameterizedTest
        @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
        void files_of_all_sizes_come_back_as_they_went(String version) throws IOException {
            try (TlsClient client = TlsClient.login(served.server(), version)) {
                for (int size : new int[] {0, 1, 16_383, 16_384, 16_385, 20_480, 262_144, 3_000_001}) {
                    byte[] content = new byte[size];
                    new Random(size).nextBytes(content);
                    Socket up = client.openData();
                    client.wire.say("STOR file", 150);
                    try (SSLSocket secure = client.protect(up)) {
                        secure.getOutputStream().write(content);
                    }
                    client.wire.expect(226);
                    Socket down = client.openData();
                    client.wire.say("RETR file", 150);
                    try (SSLSocket secure = client.protect(down)) {
                        assertArrayEquals(content, secure.getInputStream().readAllBytes());
                    }
                    client.wire.expect(226);
                }
            }
        }

        @Test
        void text_passes_both_ways_in_TYPE_A() throws IOException {
            try (TlsClient client = TlsClient.login(served.server())) {
                client.wire.say("TYPE A", 200);
                client.upload("STOR text", "one\r\ntwo\r\n".repeat(5_000), 226);
                assertEquals("one\r\ntwo\r\n".repeat(5_000), client.download("RETR text"));
            }
            assertEquals("one\ntwo\n".repeat(5_000), served.fs().readString("/text"));
        }

        @Test
        void an_upload_that_ends_without_close_notify_publishes_nothing() throws IOException {
            served.fs().write("/old", "as it was");
            try (TlsClient client = TlsClient.login(served.server())) {
                for (String target : new String[] {"old", "new"}) {
                    String reply = cutUpload(client, "STOR " + target, "half".getBytes(UTF_8));
                    assertTrue(reply.startsWith("426 ") && reply.contains("close_notify"), reply);
                }
                String reset;
                try (Socket data = client.openData()) {
                    client.wire.say("STOR new", 150);
                    client.protect(data).getOutputStream().write(new byte[10]);
                    WireClient.reset(data);
                    reset = client.wire.reply();
                }
                assertTrue(reset.startsWith("426 "), reset);
            }
            assertEquals("as it was", served.fs().readString("/old"));
            assertFalse(served.fs().exists("/new"));
        }

        @Test
        void an_upload_of_announced_size_is_whole_without_close_notify() throws IOException {
            try (TlsClient client = TlsClient.login(served.server())) {
                client.wire.say("ALLO 4", 200);
                assertTrue(
                        cutUpload(client, "STOR file", "four".getBytes(UTF_8)).startsWith("226 "));
                client.wire.say("ALLO 5", 200);
                assertTrue(
                        cutUpload(client, "STOR other", "four".getBytes(UTF_8)).startsWith("426 "));
            }
            assertEquals("four", served.fs().readString("/file"));
            assertFalse(served.fs().exists("/other"));
        }

        @Test
        void clear_bytes_behind_close_notify_or_instead_of_TLS_are_never_stored() throws IOException {
            try (TlsClient client = TlsClient.login(served.server())) {
                Socket data = client.openData();
                client.wire.say("STOR file", 150);
                SSLSocket secure = client.protect(data);
                secure.getOutputStream().write("good".getBytes(UTF_8));
                secure.shutdownOutput();
                try {
                    data.getOutputStream().write("bad".getBytes(UTF_8));
                } catch (IOException closedAlready) {
                    // As good.
                }
                client.wire.expect(226);
                data.close();
                try (Socket clear = client.openData()) {
                    client.wire.say("STOR clear", 150);
                    clear.getOutputStream().write("in clear, though PROT P was said".getBytes(UTF_8));
                    client.wire.expect(522);
                }
            }
            assertEquals("good", served.fs().readString("/file"));
            assertFalse(served.fs().exists("/clear"));
        }

        @Test
        void an_altered_record_ends_the_upload() throws IOException {
            try (TlsClient client = TlsClient.login(served.server())) {
                Socket data = client.openData();
                client.wire.say("STOR file", 150);
                SSLSocket secure = client.protect(data);
                secure.getOutputStream().write("good".getBytes(UTF_8));
                byte[] forged = new byte[5 + 40];
                forged[0] = 23;
                forged[1] = 3;
                forged[2] = 3;
                forged[4] = 40;
                data.getOutputStream().write(forged);
                client.wire.expect(426);
                data.close();
            }
            assertFalse(served.fs().exists("/file"));
        }

        @Test
        void a_data_connection_whose_handshake_stalls_is_given_up() throws IOException {
            served.fs().write("/file", "x");
            try (TlsClient client = TlsClient.login(served.server());
                    Socket data = client.openData()) {
                client.wire.say("RETR file", 150);
                client.wire.expect(426);
                client.wire.say("NOOP", 200);
                assertEquals("x", client.download("RETR file"));
            }
        }

        @Test
        void an_abort_ends_a_transfer_over_TLS() throws IOException {
            try (TlsClient client = TlsClient.login(served.server());
                    Socket data = client.openData()) {
                client.wire.say("STOR file", 150);
                client.protect(data).getOutputStream().write(new byte[100]);
                client.wire.send("ABOR");
                client.wire.expect(426);
                client.wire.expect(226);
            }
            assertFalse(served.fs().exists("/file"));
        }
    }

    @Nested
    class InAHurry {

        @RegisterExtension
        final Served served = new Served(settings -> settings.tls(TLS).connectTimeout(Duration.ofSeconds(1)));

        @Test
        void a_handshake_that_stalls_ends_by_the_time_for_connecting_and_not_by_that_for_moving() throws IOException {
            try (TlsClient client = TlsClient.login(served.server());
                    Socket data = client.openData()) {
                client.wire.say("STOR file", 150);
                data.getOutputStream().write(new byte[] {22, 3, 1});
                client.wire.expect(426);
            }
        }
    }

    @Nested
    class WithOldClients {

        @RegisterExtension
        final Served served = new Served(settings -> settings.tls(TLS.withUploadEnd(UploadEnd.CONNECTION_END)));

        @Test
        void the_end_of_the_connection_ends_an_upload_if_the_operator_says_so() throws IOException {
            try (TlsClient client = TlsClient.login(served.server())) {
                assertTrue(cutUpload(client, "STOR file", "all".getBytes(UTF_8)).startsWith("226 "));
            }
            assertEquals("all", served.fs().readString("/file"));
        }
    }

    /** Sessions that are resumed are in fs-it: the JDK's sockets look for one by the port of the connection, and so have none. */
    @Nested
    class Resuming {

        @RegisterExtension
        final Served served = new Served(settings -> settings.tls(TLS.withResumption(SessionResumption.REQUIRED)));

        @Test
        void a_data_connection_with_a_session_of_its_own_is_refused() throws IOException {
            served.fs().write("/file", "secret");
            try (TlsClient client = TlsClient.login(served.server());
                    Socket data = client.openData()) {
                client.wire.say("RETR file", 150);
                String got = told(client, data, TlsClient.context(null));
                assertEquals("", got);
                client.wire.expect(522);
            }
        }

        private String told(TlsClient client, Socket data, javax.net.ssl.SSLContext context) {
            try (SSLSocket secure = client.protect(data, context)) {
                return new String(secure.getInputStream().readAllBytes(), UTF_8);
            } catch (IOException refused) {
                return "";
            }
        }
    }

    @Nested
    class NotResuming {

        @RegisterExtension
        final Served served = new Served(settings -> settings.tls(TLS.withResumption(SessionResumption.OFF)));

        @Test
        void no_session_is_resumed_if_the_operator_says_so() throws IOException {
            try (TlsClient client = TlsClient.login(served.server(), "TLSv1.2")) {
                long control = ((SSLSocket) client.wire.control()).getSession().getCreationTime();
                Socket data = client.openData();
                client.wire.say("MLSD", 150);
                try (SSLSocket secure = client.protect(data)) {
                    assertFalse(java.util.Arrays.equals(
                            ((SSLSocket) client.wire.control()).getSession().getId(),
                            secure.getSession().getId()));
                    assertTrue(secure.getSession().getCreationTime() >= control);
                    assertEquals(0, secure.getInputStream().readAllBytes().length);
                }
                client.wire.expect(226);
            }
        }
    }

    @Nested
    class Required {

        @RegisterExtension
        final Served served = new Served(settings -> settings.tls(TLS.withClearRefused()));

        @Test
        void nothing_works_in_clear() throws IOException {
            try (WireClient client = WireClient.connect(served.server())) {
                client.say("USER alice", 530);
                client.say("PASS secret", 530);
                client.say("LIST", 530);
                client.say("AUTH TLS", 234);
            }
            try (TlsClient client = TlsClient.connect(served.server())) {
                client.wire.say("USER alice", 331);
                client.wire.say("PASS secret", 230);
                client.wire.passivePort();
                client.wire.say("MLSD", 522);
                client.wire.passivePort();
                client.wire.say("STOR file", 522);
                client.wire.say("PBSZ 0", 200);
                client.wire.say("PROT C", 534);
                client.wire.say("PROT P", 200);
                client.upload("STOR file", "content", 226);
            }
            assertEquals("content", served.fs().readString("/file"));
        }
    }

    @Nested
    class Implicit {

        @RegisterExtension
        final Served served = new Served(settings -> settings.implicitTls(TLS));

        @ParameterizedTest
        @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
        void TLS_begins_with_the_connection(String version) throws IOException {
            try (TlsClient client = TlsClient.connectImplicitly(served.server(), version)) {
                client.wire.say("AUTH TLS", 503);
                client.logIn().upload("STOR file", "content", 226);
                assertEquals("content", client.download("RETR file"));
            }
        }

        @Test
        void data_is_protected_without_PROT() throws IOException {
            try (TlsClient client = TlsClient.connectImplicitly(served.server())) {
                client.wire.say("USER alice", 331);
                client.wire.say("PASS secret", 230);
                client.upload("STOR file", "content", 226);
            }
        }

        @Test
        void a_clear_client_gets_nothing() throws IOException {
            try (WireClient client = WireClient.connectSilently(served.server().address())) {
                client.sendRaw("USER alice\r\nPASS secret\r\n".getBytes(UTF_8));
                client.expectClosed();
            }
        }
    }
}
