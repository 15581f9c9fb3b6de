package io.anyfs.expose.sftp;

import static io.anyfs.expose.sftp.SftpWire.CREATE;
import static io.anyfs.expose.sftp.SftpWire.READ;
import static io.anyfs.expose.sftp.SftpWire.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.expose.FileService;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.SingleUser;
import io.anyfs.lifecycle.ResourceNode;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServerEndTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void the_end_leaves_nothing_open_and_no_thread() throws IOException {
        try (Served served = Served.memory()) {
            served.files.write("/file", "text");
            SftpWire wire = served.wire();
            wire.open("/file", READ);
            wire.write(wire.open("/half", WRITE | CREATE), 0, "half");
            wire.path(PacketType.OPENDIR, "/").handle();
            served.wire();

            served.server.close();
            served.server.close();

            assertEquals(List.of(), served.files.openResources());
            expectNoServerThread();
            assertEquals(
                    List.of(),
                    ResourceNode.allOpen().stream()
                            .filter(open -> open.label().contains("file service"))
                            .toList());
            assertFalse(served.files.exists("/half"));
            assertTrue(served.files.isOpen());
            assertThrows(ConnectException.class, () -> raw(served.server));
        }
    }

    @Test
    void the_port_is_free_for_the_next_server() throws IOException {
        try (FileSystem files = MemoryFileSystem.create()) {
            int port;
            try (SftpServer server = builder(files).port(0).start()) {
                port = server.address().getPort();
            }
            try (SftpServer server = builder(files).port(port).start()) {
                assertEquals(port, server.address().getPort());
            }
        }
    }

    @Test
    void a_port_in_use_is_one_clear_error_and_leaves_nothing_behind() throws IOException {
        try (FileSystem files = MemoryFileSystem.create();
                SftpServer first = builder(files).port(0).start()) {
            int port = first.address().getPort();
            long threads = serverThreads().size();

            BindException failure = assertThrows(
                    BindException.class, () -> builder(files).port(port).start());

            assertEquals("cannot listen on 127.0.0.1:" + port + ": Address already in use", failure.getMessage());
            Eventually.holdsWithinASecond(
                    () -> serverThreads().size() == threads,
                    () -> serverThreads().toString());
        }
    }

    @Test
    void a_backlog_that_the_kernel_would_cut_is_an_error() throws IOException {
        try (FileSystem files = MemoryFileSystem.create()) {
            assertThrows(
                    BindException.class,
                    () -> builder(files).port(0).backlog(Integer.MAX_VALUE).start());
            try (SftpServer server = builder(files).port(0).backlog(1).start()) {
                assertTrue(server.address().getPort() > 0);
            }
        }
    }

    @Test
    void the_end_waits_for_a_running_upload() throws Exception {
        ServiceLimits limits = ServiceLimits.DEFAULT.withDrainTimeout(LONG);
        try (Served served = Served.of(MemoryFileSystem.create(), limits)) {
            SftpWire wire = served.wire();
            byte[] handle = wire.open("/file", WRITE | CREATE);
            wire.write(handle, 0, "begin");

            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> close(served.server));
            Eventually.holds("no new transfer begins", () -> refuses(wire));
            assertFalse(end.isDone());
            assertEquals(0, wire.write(handle, 5, " end"));
            assertEquals(0, wire.close(handle));
            end.get(1, TimeUnit.MINUTES);

            assertEquals("begin end", served.files.readString("/file"));
        }
    }

    @Test
    void the_end_of_one_server_leaves_the_others_of_a_shared_service_alone() throws IOException {
        try (FileSystem files = MemoryFileSystem.create();
                FileService service =
                        new FileService(new SingleUser("alice", "secret", List.of(), files), Served.HURRIED);
                SftpServer staying = SftpServer.builder(service).port(0).start();
                Served client = Served.memory()) {
            SftpServer ending = SftpServer.builder(service).port(0).start();
            SftpWire there = SftpWire.open(client.login(staying.address().getPort()));
            byte[] handle = there.open("/file", WRITE | CREATE);
            SftpWire here = SftpWire.open(client.login(ending.address().getPort()));
            here.open("/half", WRITE | CREATE);
            assertEquals(2, service.sessions().size());

            ending.close();

            assertEquals(1, service.sessions().size());
            assertEquals(0, there.write(handle, 0, "text"));
            assertEquals(0, there.close(handle));
            assertEquals("text", files.readString("/file"));
            assertFalse(files.exists("/half"));
            there.close();
        }
    }

    private static SftpServerBuilder builder(FileSystem files) {
        return SftpServer.builder(files).user("alice", "secret").limits(Served.HURRIED);
    }

    private static boolean refuses(SftpWire wire) throws IOException {
        SftpWire.Reply reply = wire.tryOpen("/other", WRITE | CREATE);
        if (reply.type() == PacketType.STATUS) {
            return true;
        }
        wire.close(reply.handle());
        return false;
    }

    private static void close(SftpServer server) {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void raw(SftpServer server) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), server.address().getPort()).close();
    }

    /** A pool has ended a moment before its last thread has. */
    private static void expectNoServerThread() {
        Eventually.holdsWithinASecond(
                () -> serverThreads().isEmpty(), () -> serverThreads().toString());
    }

    private static List<String> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("anyfs-sftp"))
                .toList();
    }
}
