package io.anyfs.expose.ftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.expose.ServiceLimits;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What must not impress a server. */
@Tag("once")
class HostileClientTest {

    /** Far more than the kernel keeps of a connection, both ways. */
    private static final long MOST_FLOOD = 64L << 20;

    @RegisterExtension
    final Served served = new Served(settings -> settings.limits(
                    ServiceLimits.DEFAULT.withMaxPendingLogins(50, 8).withLoginTimeout(Duration.ofSeconds(3)))
            .stallTimeout(Duration.ofSeconds(3)));

    private void requireServing() throws IOException {
        try (WireClient client = served.login()) {
            client.say("NOOP", 200);
        }
    }

    /** The answers are bounded when no more commands are read, however many more could come. */
    @Test
    void a_client_that_asks_and_asks_during_a_transfer_and_reads_no_answer_is_not_listened_to_any_more()
            throws IOException {
        ByteBuffer flood = ByteBuffer.wrap("NOOP\r\n".repeat(20_000).getBytes(UTF_8));
        long sent = 0;
        try (SocketChannel control = SocketChannel.open(served.server().address());
                Selector writable = Selector.open()) {
            control.socket().setSoTimeout(20_000);
            WireClient client = WireClient.on(control.socket());
            client.expect(220);
            client.say("USER alice", 331);
            client.say("PASS secret", 230);
            try (Socket data = client.passive()) {
                client.say("STOR file", 150);
                control.configureBlocking(false);
                control.register(writable, SelectionKey.OP_WRITE);
                while (sent < MOST_FLOOD && writable.select(1_000) > 0) {
                    writable.selectedKeys().clear();
                    sent += control.write(flood.hasRemaining() ? flood : flood.rewind());
                }
                requireServing();
            }
        }
        assertTrue(sent < MOST_FLOOD, "the server took " + sent + " bytes of commands");
        Eventually.holds("the client is gone", () -> served.server().connections() == 0);
        assertFalse(served.fs().exists("/file"));
    }

    @Test
    void nothing_can_be_had_without_a_login() throws IOException {
        served.fs().write("/file", "secret");
        try (WireClient client = WireClient.connect(served.server())) {
            for (String command : List.of(
                    "PWD",
                    "CWD /",
                    "LIST",
                    "NLST",
                    "MLSD",
                    "MLST /file",
                    "RETR file",
                    "STOR x",
                    "APPE x",
                    "STOU",
                    "DELE file",
                    "MKD d",
                    "RMD d",
                    "RNFR file",
                    "RNTO x",
                    "SIZE file",
                    "MDTM file",
                    "MFMT 20200101000000 file",
                    "PASV",
                    "EPSV",
                    "PORT 127,0,0,1,200,1",
                    "EPRT |1|127.0.0.1|50000|",
                    "STAT",
                    "STAT /",
                    "SITE CHMOD 777 file",
                    "AVBL",
                    "REST 1",
                    "ALLO 1",
                    "TYPE I",
                    "ABOR")) {
                client.say(command, 530);
            }
        }
    }

    @Test
    void wrong_logins_are_all_answered_alike_and_the_third_ends_the_connection() throws IOException {
        try (WireClient client = WireClient.connect(served.server())) {
            client.say("PASS secret", 503);
            String known = client.say("USER alice", 331);
            String wrong = client.say("PASS wrong", 530);
            assertEquals(known, client.say("USER nobody", 331));
            assertEquals(wrong, client.say("PASS secret", 530));
            client.say("USER ../alice", 331);
            client.say("PASS secret", 530);
            client.expectClosed();
        }
        try (WireClient client = WireClient.connect(served.server())) {
            client.say("USER alice", 331);
            client.say("PASS ", 530);
            client.say("USER alice", 331);
            client.say("PASS secret", 230);
            client.say("USER alice", 530);
            client.say("PASS secret", 503);
        }
    }

    @Test
    void a_client_cannot_make_the_server_connect_to_others_or_to_system_ports() throws IOException {
        served.fs().write("/file", "x");
        try (WireClient client = served.login()) {
            client.say("PORT 10,0,0,1,200,1", 504);
            client.say("EPRT |1|10.0.0.1|51201|", 504);
            client.say("EPRT |1|127.0.0.2|51201|", 504);
            client.say("EPRT |2|::1|51201|", 504);
            client.say("EPRT |2|::ffff:10.0.0.1|51201|", 504);
            client.say("PORT 127,0,0,1,0,25", 504);
            client.say("EPRT |1|127.0.0.1|1023|", 504);
            client.say("EPRT |1|localhost|51201|", 501);
            client.say("EPRT |3|127.0.0.1|51201|", 522);
            for (String nonsense : List.of(
                    "1,2,3", "127,0,0,1,256,1", "127,0,0,1,-1,1", "a,b,c,d,e,f", "127,0,0,1,200,1,1", "127,0,0,1,,")) {
                client.say("PORT " + nonsense, 501);
            }
            for (String nonsense :
                    List.of("|", "||||", "|1|127.0.0.1|99999|", "|1|127.0.0.1|x|", "|1|999.0.0.1|5000|", "1")) {
                client.send("EPRT " + nonsense);
                assertTrue(client.reply().startsWith("5"), nonsense);
            }
            client.say("RETR file", 425);
        }
    }

    @Test
    void a_passive_port_is_not_for_strangers() throws IOException {
        served.fs().write("/file", "content");
        try (WireClient client = served.login()) {
            int port = client.passivePort();
            try (Socket thief = new Socket()) {
                // Another address of this machine.
                thief.bind(new InetSocketAddress("127.0.0.9", 0));
                thief.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                client.say("RETR file", 150);
                assertEquals(-1, endOf(thief), "the thief gets nothing");
                try (Socket data = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    assertEquals("content", new String(data.getInputStream().readAllBytes(), UTF_8));
                }
                client.expect(226);
            }
        }
    }

    @Test
    void a_passive_port_is_good_for_one_transfer() throws IOException {
        served.fs().write("/file", "content");
        try (WireClient client = served.login()) {
            int port = client.passivePort();
            try (Socket data = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.say("RETR file", 150);
                assertEquals("content", new String(data.getInputStream().readAllBytes(), UTF_8));
            }
            client.expect(226);
            client.say("RETR file", 425);
            int second = client.passivePort();
            client.passivePort();
            boolean open = true;
            try (Socket late = new Socket(InetAddress.getLoopbackAddress(), second)) {
                assertTrue(late.isConnected());
            } catch (ConnectException refused) {
                open = false;
            }
            assertFalse(open, "the forgotten port is closed");
        }
    }

    @Test
    void EPSV_ALL_allows_nothing_else() throws IOException {
        try (WireClient client = served.login()) {
            client.say("EPSV ALL", 200);
            client.say("PASV", 501);
            client.say("PORT 127,0,0,1,200,1", 501);
            client.say("EPRT |1|127.0.0.1|51201|", 501);
            client.say("EPSV 2", 522);
            client.say("EPSV 1", 229);
            client.say("EPSV", 229);
        }
    }

    @Test
    void no_path_leads_above_the_root_and_no_odd_name_does_harm() throws IOException {
        served.fs().write("/file", "x");
        try (WireClient client = served.login()) {
            client.say("CWD ..", 553);
            client.say("CWD /../..", 553);
            client.say("RETR ../etc/passwd", 553);
            client.say("DELE a/../../file", 553);
            client.say("MKD ..", 553);
            client.say("RNFR file", 350);
            client.say("RNTO ../file", 553);
            client.say("SITE CHMOD 777 ../file", 553);
            client.say("MFMT 20200101000000 ../file", 553);
            client.say("CDUP", 250);
            assertEquals("257 \"/\" is the working directory", client.say("PWD", 257));
            client.say("RMD /", 553);
            client.say("DELE /", 550);
            client.say("RNFR /", 350);
            client.say("RNTO /other", 553);
            client.say("MKD d", 257);
            client.say("RNFR d", 350);
            client.say("RNTO d/e", 553);
        }
        assertEquals("x", served.fs().readString("/file"));
    }

    @Test
    void a_line_of_8_KiB_is_read_and_a_longer_one_ends_the_session() throws IOException {
        try (WireClient client = served.login()) {
            client.say("NOOP " + "x".repeat(8 * 1024 - 6), 200);
            client.say("CWD /" + "y".repeat(8 * 1024 - 7), 550);
            client.send("NOOP " + "x".repeat(8 * 1024));
            client.expect(500);
            client.expectClosed();
        }
        try (WireClient client = WireClient.connect(served.server())) {
            client.sendRaw("A".repeat(100_000).getBytes(UTF_8));
            client.expect(500);
            client.expectClosed();
        }
        requireServing();
    }

    @Test
    void lines_with_NUL_or_CR_or_no_UTF_8_are_refused_and_nothing_of_them_comes_back() throws IOException {
        try (WireClient client = served.login()) {
            for (String line : List.of("MKD a\u0000b\r\n", "MKD a\rDELE b\r\n", "STOR x\u0000\r\n", "\r\r\n")) {
                client.sendRaw(line.getBytes(UTF_8));
                client.expect(501);
            }
            client.sendRaw("MKD \u00e4\r\n".getBytes(ISO_8859_1));
            client.expect(501);
            String reply = client.say("CWD \u001b[31mred\u0007", 550);
            assertTrue(reply.contains("?[31mred?"), reply);
            client.say("MKD bell\u0007", 257);
            assertEquals("250 The working directory is \"/bell?\"", client.say("CWD bell\u0007", 250));
        }
        assertTrue(served.fs().exists("/bell\u0007"));
    }

    @Test
    void binary_garbage_ends_nothing_but_its_own_session() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (WireClient bystander = served.login()) {
            for (int i = 0; i < 30; i++) {
                byte[] garbage = new byte[random.nextInt(20_000)];
                random.nextBytes(garbage);
                try (WireClient client = i % 2 == 0 ? served.login() : WireClient.connect(served.server())) {
                    client.sendRaw(garbage);
                    client.control().shutdownOutput();
                    client.expectClosed();
                } catch (IOException ended) {
                    // As it should, in the middle or at the end.
                }
                bystander.say("NOOP", 200);
            }
        }
        requireServing();
    }

    @Test
    void a_browser_that_was_sent_here_is_cut_off() throws IOException {
        for (String first : List.of("GET / HTTP/1.1", "POST /x HTTP/1.1", "EHLO example.org")) {
            try (WireClient client = WireClient.connect(served.server())) {
                client.sendRaw((first + "\r\nUSER alice\r\nPASS secret\r\nDELE file\r\n").getBytes(UTF_8));
                client.expectClosed();
            }
        }
        requireServing();
    }

    @Test
    void clear_bytes_behind_AUTH_never_run_protected() throws IOException {
        try (WireClient client = WireClient.connect(served.server())) {
            client.sendRaw("AUTH TLS\r\nNOOP\r\n".getBytes(UTF_8));
            client.expect(502);
            client.expect(200);
        }
    }

    @Test
    void many_commands_at_once_are_done_in_order() throws IOException {
        try (WireClient client = served.login()) {
            StringBuilder commands = new StringBuilder();
            for (int i = 0; i < 500; i++) {
                commands.append("MKD d").append(i).append("\r\nRMD d").append(i).append("\r\n");
            }
            client.sendRaw(commands.toString().getBytes(UTF_8));
            for (int i = 0; i < 500; i++) {
                assertTrue(client.expect(257).contains("/d" + i + "\""));
                client.expect(250);
            }
        }
    }

    /** Its commands are not read any more, so that what it makes us keep is bounded; then it is cut off. */
    @Test
    void a_client_that_reads_no_replies_is_cut_off() throws IOException {
        try (WireClient client = served.login()) {
            client.control().setReceiveBufferSize(4096);
            byte[] helps = "HELP\r\n".repeat(10_000).getBytes(UTF_8);
            boolean cut = false;
            try {
                for (int i = 0; i < 1_000; i++) {
                    client.sendRaw(helps);
                }
            } catch (IOException ended) {
                cut = true;
            }
            assertTrue(cut);
        }
        requireServing();
    }

    @Test
    void strangers_cannot_take_all_connections_and_must_log_in_in_time() throws Exception {
        List<WireClient> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                strangers.add(WireClient.connect(served.server()));
            }
            try (WireClient oneMore = WireClient.connectSilently(served.server().address())) {
                oneMore.expect(421);
                oneMore.expectClosed();
            }
            for (WireClient stranger : strangers) {
                stranger.expect(421);
                stranger.expectClosed();
            }
        } finally {
            for (WireClient stranger : strangers) {
                stranger.close();
            }
        }
        Eventually.holds("the strangers are gone", () -> served.server().connections() == 0);
        requireServing();
    }

    private static int endOf(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        try {
            return socket.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }
}
