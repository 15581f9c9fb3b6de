package io.anyfs.expose.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Only a clean end publishes an upload. */
class CleanEndTest {

    private static final byte[] PART = new byte[300_000];

    @RegisterExtension
    final Served served = new Served();

    private void requireNothingStored() throws IOException, InterruptedException {
        served.awaitNothingOpen();
        assertFalse(served.fs().exists("/file"));
    }

    /** Begins an upload, of which a part has arrived. */
    private Socket begun(WireClient client) throws IOException {
        Socket data = client.passive();
        client.say("STOR file", 150);
        data.getOutputStream().write(PART);
        return data;
    }

    @Test
    void a_reset_data_connection_publishes_nothing_and_the_session_goes_on() throws Exception {
        try (WireClient client = served.login();
                Socket data = begun(client)) {
            WireClient.reset(data);
            client.expect(426);
            client.say("SIZE file", 550);
            client.say("NOOP", 200);
            client.upload("STOR file", "good".getBytes(UTF_8), 226);
        }
        assertEquals("good", served.fs().readString("/file"));
    }

    @Test
    void a_lost_control_connection_publishes_nothing() throws Exception {
        try (WireClient client = served.login();
                Socket data = begun(client)) {
            client.close();
            requireNothingStored();
            assertEquals(-1, endOf(data), "the data connection is closed too");
        }
    }

    @Test
    void a_reset_control_connection_publishes_nothing() throws Exception {
        try (WireClient client = served.login();
                Socket data = begun(client)) {
            WireClient.reset(client.control());
            requireNothingStored();
            assertEquals(-1, endOf(data), "the data connection is closed too");
        }
    }

    @Test
    void a_half_closed_control_connection_publishes_nothing() throws Exception {
        try (WireClient client = served.login();
                Socket data = begun(client)) {
            client.control().shutdownOutput();
            requireNothingStored();
        }
    }

    /** What the kernel does with a killed process, in both orders and with pauses between. */
    @Test
    void both_connections_closed_in_an_orderly_way_publish_nothing() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            try (WireClient client = served.login();
                    Socket data = client.passive()) {
                client.say("STOR file", 150);
                data.getOutputStream().write(PART, 0, random.nextInt(PART.length));
                if (random.nextBoolean()) {
                    data.close();
                    client.close();
                } else {
                    client.close();
                    data.close();
                }
            }
            int round = i;
            served.awaitNothingOpen();
            assertFalse(served.fs().exists("/file"), () -> "round " + round + " of seed " + seed);
        }
    }

    @Test
    void a_client_that_fails_and_says_QUIT_publishes_nothing() throws Exception {
        try (WireClient client = served.login();
                Socket data = begun(client)) {
            client.send("QUIT");
            data.close();
            client.expect(426);
            client.expect(221);
            requireNothingStored();
        }
    }

    @Test
    void a_client_whose_commands_are_not_read_any_more_publishes_nothing() throws Exception {
        try (WireClient client = served.login();
                Socket data = begun(client)) {
            // More than are taken in while a transfer runs: behind them nobody would see the connection end.
            client.sendRaw("PWD\r\n".repeat(500).getBytes(UTF_8));
            client.control().shutdownOutput();
            data.close();
            assertTrue(client.expect(426).contains("nothing was stored"));
        }
        served.awaitNothingOpen();
        assertFalse(served.fs().exists("/file"));
    }

    @Test
    void a_watch_of_zero_still_refuses_what_is_known_to_be_cut_and_stores_the_rest() throws Exception {
        try (FileSystem fs = MemoryFileSystem.create();
                FtpServer server = FtpServer.builder(fs)
                        .user("alice", "secret")
                        .port(0)
                        .uploadWatch(Duration.ZERO)
                        .start()) {
            try (WireClient client = WireClient.login(server)) {
                client.upload("STOR whole", PART, 226);
                try (Socket data = begun(client)) {
                    client.control().shutdownOutput();
                    assertEquals(-1, endOf(data));
                }
            }
            Eventually.holds("nothing is open", () -> fs.openResources().isEmpty());
            assertEquals(PART.length, fs.stat("/whole").size());
            assertFalse(fs.exists("/file"));
        }
    }

    @Test
    void a_watch_is_between_nothing_and_ten_seconds() {
        FtpServerBuilder builder = FtpServer.builder(served.fs());
        assertThrows(IllegalArgumentException.class, () -> builder.uploadWatch(Duration.ofNanos(-1)));
        assertThrows(IllegalArgumentException.class, () -> builder.uploadWatch(Duration.ofMillis(10_001)));
        builder.uploadWatch(Duration.ofSeconds(10));
    }

    @Test
    void QUIT_during_an_announced_upload_waits_for_it() throws Exception {
        try (WireClient client = served.login()) {
            client.say("ALLO " + PART.length, 200);
            try (Socket data = begun(client)) {
                client.send("QUIT");
            }
            client.expect(226);
            client.expect(221);
            client.expectClosed();
        }
        assertEquals(PART.length, served.fs().stat("/file").size());
    }

    @Test
    void ABOR_ends_an_upload_and_publishes_nothing() throws Exception {
        try (WireClient client = served.login();
                Socket data = begun(client)) {
            // As the telnet protocol has it: interrupt process, data mark, and the command.
            client.sendRaw(new byte[] {(byte) 0xff, (byte) 0xf4, (byte) 0xff, (byte) 0xf2});
            client.send("ABOR");
            client.expect(426);
            client.expect(226);
            client.say("NOOP", 200);
            requireSessionOnly();
            assertFalse(served.fs().exists("/file"));
        }
    }

    @Test
    void ABOR_ends_a_transfer_that_waits_for_its_data_connection_and_one_that_has_not_begun() throws Exception {
        try (WireClient client = served.login()) {
            client.passivePort();
            client.say("STOR file", 150);
            client.send("ABOR");
            client.expect(426);
            client.expect(226);
            client.passivePort();
            client.sendRaw("STOR file\r\nABOR\r\n".getBytes(UTF_8));
            client.expect(150);
            client.expect(426);
            client.expect(226);
            client.say("ABOR", 226);
            assertFalse(served.fs().exists("/file"));
        }
    }

    @Test
    void ABOR_ends_a_download_that_nobody_reads() throws Exception {
        served.fs().write("/big", new byte[64 << 20]);
        try (WireClient client = served.login();
                Socket data = client.passive()) {
            client.say("RETR big", 150);
            client.send("ABOR");
            client.expect(426);
            client.expect(226);
        }
    }

    @Test
    void a_storage_that_is_full_ends_the_upload_with_552_and_keeps_the_old_file() throws Exception {
        try (FileSystem small = MemoryFileSystem.create(MemoryOptions.DEFAULT.withQuotaBytes(100_000));
                FtpServer server =
                        FtpServer.builder(small).user("alice", "secret").port(0).start();
                WireClient client = WireClient.login(server)) {
            client.upload("STOR file", "old".getBytes(UTF_8), 226);
            try (Socket data = client.passive()) {
                client.say("STOR file", 150);
                data.getOutputStream().write(PART);
            } catch (IOException closedByServer) {
                // The rest is not wanted any more.
            }
            client.expect(552);
            client.say("NOOP", 200);
            assertEquals("old", small.readString("/file"));
        }
    }

    @Test
    void STAT_tells_how_far_a_transfer_is() throws Exception {
        try (WireClient client = served.login()) {
            try (Socket data = begun(client)) {
                Eventually.holds(
                        "all arrived", () -> client.say("STAT", 211).contains("STOR /file: " + PART.length + " bytes"));
            }
            client.expect(226);
            assertTrue(client.say("STAT", 211).contains("logged in as alice"));
        }
    }

    private void requireSessionOnly() {
        Eventually.holds(
                () -> served.fs().openResources().size() == 1,
                () -> "not only the session is open: " + served.fs().openResources());
    }

    /** -1 for an orderly or a reset end. */
    private static int endOf(Socket data) throws IOException {
        try {
            return data.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }
}
