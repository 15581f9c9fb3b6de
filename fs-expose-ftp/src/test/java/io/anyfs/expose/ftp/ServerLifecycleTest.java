package io.anyfs.expose.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.expose.FileService;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerLifecycleTest {

    private final FileSystem fs = MemoryFileSystem.create();

    @AfterEach
    void nothing_is_left() throws IOException, InterruptedException {
        List<?> open = fs.openResources();
        fs.close();
        assertEquals(List.of(), open);
        Served.awaitNoThreads();
    }

    private FtpServerBuilder builder() {
        return FtpServer.builder(fs).user("alice", "secret").port(0);
    }

    private static CompletableFuture<Void> closing(FtpServer server) {
        return CompletableFuture.runAsync(() -> {
            try {
                server.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    @Test
    void a_port_in_use_is_said_clearly() throws IOException {
        try (FtpServer first = builder().start()) {
            int port = first.address().getPort();
            BindException failure =
                    assertThrows(BindException.class, () -> builder().port(port).start());
            assertEquals("cannot listen on 127.0.0.1:" + port + ": Address already in use", failure.getMessage());
        }
    }

    @Test
    void a_backlog_that_the_kernel_would_cut_is_refused() {
        BindException failure = assertThrows(
                BindException.class, () -> builder().backlog(1_000_000_000).start());
        assertTrue(failure.getMessage().contains("1000000000"), failure.getMessage());
        assertThrows(IllegalArgumentException.class, () -> builder().backlog(0));
    }

    @Test
    void a_server_that_nobody_could_use_does_not_start() {
        assertThrows(
                IllegalStateException.class, () -> FtpServer.builder(fs).port(0).start());
        assertThrows(IllegalArgumentException.class, () -> builder().port(70_000));
        assertThrows(IllegalArgumentException.class, () -> builder().passivePorts(5, 4));
        assertThrows(IllegalArgumentException.class, () -> builder().stallTimeout(Duration.ZERO));
    }

    @Test
    void closing_twice_is_closing_once() throws IOException {
        FtpServer server = builder().start();
        server.close();
        server.close();
        assertThrows(ConnectException.class, () -> WireClient.connect(server));
    }

    @Test
    void closing_says_goodbye_to_idle_clients() throws IOException {
        FtpServer server = builder().start();
        try (WireClient known = WireClient.login(server);
                WireClient stranger = WireClient.connect(server)) {
            server.close();
            known.expect(421);
            known.expectClosed();
            stranger.expect(421);
            stranger.expectClosed();
        }
        assertEquals(0, server.connections());
    }

    @Test
    void closing_waits_for_a_running_upload_and_lets_nobody_else_in() throws Exception {
        FtpServer server = builder().start();
        try (WireClient client = WireClient.login(server)) {
            CompletableFuture<Void> closing;
            try (Socket data = client.passive()) {
                client.say("STOR file", 150);
                data.getOutputStream().write("first".getBytes(UTF_8));
                closing = closing(server);
                Eventually.holds("no more connections", () -> {
                    try (Socket late = new Socket(
                            server.address().getAddress(), server.address().getPort())) {
                        return false;
                    } catch (IOException refused) {
                        return true;
                    }
                });
                assertFalse(closing.isDone());
                data.getOutputStream().write(" and second".getBytes(UTF_8));
            }
            client.expect(226);
            client.expect(421);
            client.expectClosed();
            closing.get(20, TimeUnit.SECONDS);
        }
        assertEquals("first and second", fs.readString("/file"));
    }

    @Test
    void closing_aborts_what_does_not_end_in_time() throws IOException {
        FtpServer server = builder()
                .limits(ServiceLimits.DEFAULT.withDrainTimeout(Duration.ofMillis(200)))
                .start();
        fs.write("/big", new byte[32 << 20]);
        try (WireClient uploading = WireClient.login(server);
                WireClient downloading = WireClient.login(server);
                WireClient waiting = WireClient.login(server);
                Socket up = uploading.passive();
                Socket down = downloading.passive()) {
            uploading.say("STOR file", 150);
            up.getOutputStream().write(new byte[1000]);
            downloading.say("RETR big", 150);
            waiting.passivePort();
            waiting.say("STOR other", 150);
            assertNotNull(down);
            server.close();
            uploading.expectClosed();
            downloading.expectClosed();
            waiting.expectClosed();
        }
        assertFalse(fs.exists("/file"));
        assertFalse(fs.exists("/other"));
    }

    @Test
    void a_shared_service_outlives_its_server() throws IOException {
        try (FileService service = FileService.of(fs, "alice", "secret")) {
            try (FtpServer first = FtpServer.builder(service).port(0).start();
                    FtpServer second = FtpServer.builder(service).port(0).start()) {
                assertThrows(
                        IllegalStateException.class,
                        () -> FtpServer.builder(service).user("bob", "x"));
                try (WireClient client = WireClient.login(second)) {
                    first.close();
                    client.upload("STOR file", "x".getBytes(UTF_8), 226);
                    assertEquals(1, service.sessions().size());
                }
            }
            assertEquals(List.of(), service.sessions());
        }
        assertTrue(fs.isOpen());
    }

    @Test
    void an_idle_client_is_sent_away_and_a_busy_one_is_not() throws IOException {
        try (FtpServer server = builder()
                        .limits(ServiceLimits.DEFAULT.withIdleTimeout(Duration.ofSeconds(1)))
                        .start();
                WireClient busy = WireClient.login(server)) {
            try (Socket data = busy.passive()) {
                busy.say("STOR file", 150);
                // Only now, as a client is idle too while another one logs in.
                try (WireClient idle = WireClient.login(server)) {
                    idle.expect(421);
                    idle.expectClosed();
                }
                data.getOutputStream().write(1);
            }
            busy.expect(226);
        }
    }

    @Test
    void a_hundred_stalled_transfers_do_not_keep_others_waiting() throws IOException {
        fs.write("/big", new byte[32 << 20]);
        List<AutoCloseable> open = new ArrayList<>();
        try (FtpServer server = builder()
                .limits(ServiceLimits.DEFAULT.withDrainTimeout(Duration.ZERO))
                .start()) {
            for (int i = 0; i < 100; i++) {
                WireClient client = WireClient.login(server);
                open.add(client);
                open.add(client.passive());
                client.say(i % 2 == 0 ? "RETR big" : "STOR file" + i, 150);
            }
            try (WireClient one = WireClient.login(server)) {
                one.upload("STOR small", "x".getBytes(UTF_8), 226);
                assertEquals("x", one.downloadText("RETR small"));
            }
            assertEquals(101 - 1, server.service().runningTransfers());
        } finally {
            for (AutoCloseable each : open) {
                closeQuietly(each);
            }
        }
        assertFalse(fs.exists("/file1"));
    }

    @Test
    void passive_ports_come_from_the_range_and_end_with_it() throws Exception {
        int first;
        try (ServerSocket free = new ServerSocket(0)) {
            first = Math.min(free.getLocalPort(), 65_000);
        }
        int last = first + 3;
        try (FtpServer server = builder().passivePorts(first, last).start()) {
            List<WireClient> clients = new ArrayList<>();
            try {
                String refusal = null;
                while (refusal == null) {
                    WireClient client = WireClient.login(server);
                    clients.add(client);
                    client.send("EPSV");
                    String reply = client.reply();
                    if (reply.startsWith("229")) {
                        int port = WireClient.portIn(reply);
                        assertTrue(first <= port && port <= last, reply);
                    } else {
                        refusal = reply;
                    }
                }
                assertTrue(refusal.startsWith("425"), refusal);
                assertTrue(clients.size() <= 5, "at most 4 ports are there");
            } finally {
                for (WireClient client : clients) {
                    client.close();
                }
            }
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception gone) {
            // It is.
        }
    }
}
