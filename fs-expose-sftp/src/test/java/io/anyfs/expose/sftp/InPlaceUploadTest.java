package io.anyfs.expose.sftp;

import static io.anyfs.expose.sftp.SftpWire.APPEND;
import static io.anyfs.expose.sftp.SftpWire.CREATE;
import static io.anyfs.expose.sftp.SftpWire.TRUNCATE;
import static io.anyfs.expose.sftp.SftpWire.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.anyfs.FileSystem;
import io.anyfs.Operation;
import io.anyfs.expose.FileService;
import io.anyfs.expose.SingleUser;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.fault.Gate;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Uploads that are cut, where the operator wants what arrived. */
class InPlaceUploadTest {

    private static final int OK = SftpStatus.OK.code();

    private static Served served() throws IOException {
        return Served.of(MemoryFileSystem.create(), Served.HURRIED, UploadPolicy.IN_PLACE);
    }

    @Test
    void a_cut_upload_can_be_resumed() throws IOException {
        try (Served served = served()) {
            served.files.write("/file", "the old one");
            SftpWire first = served.wire();
            byte[] handle = first.open("/file", WRITE | CREATE | TRUNCATE);
            assertEquals(OK, first.write(handle, 0, "0123"));
            assertEquals(OK, first.write(handle, 6, "67"));
            first.cut();
            Eventually.holds(
                    "the upload has ended", () -> served.files.openResources().isEmpty());
            assertEquals("0123", served.files.readString("/file"));

            SftpWire second = served.wire();
            // As OpenSSH's reput: it appends, and tells the positions all the same.
            byte[] resumed = second.open("/file", WRITE | CREATE | APPEND);
            assertEquals(OK, second.write(resumed, 4, "456789"));
            assertEquals(OK, second.close(resumed));
            assertEquals("0123456789", served.files.readString("/file"));
        }
    }

    @Test
    void a_file_that_was_opened_and_left_changes_nothing() throws IOException {
        try (Served served = served()) {
            served.files.write("/file", "as it was");
            SftpWire wire = served.wire();
            wire.open("/file", WRITE | CREATE | TRUNCATE);
            wire.open("/new", WRITE | CREATE | TRUNCATE);
            wire.cut();
            Eventually.holds(
                    "the uploads have ended", () -> served.files.openResources().isEmpty());
            assertEquals("as it was", served.files.readString("/file"));
            assertFalse(served.files.exists("/new"));
        }
    }

    @Test
    void the_end_of_the_server_keeps_what_arrived() throws IOException {
        try (Served served = served()) {
            SftpWire wire = served.wire();
            byte[] handle = wire.open("/file", WRITE | CREATE | TRUNCATE);
            assertEquals(OK, wire.write(handle, 0, "part"));

            served.server.close();

            assertEquals("part", served.files.readString("/file"));
            assertEquals(List.of(), served.files.openResources());
        }
    }

    @Test
    void the_end_of_a_server_that_shares_its_service_waits_until_what_arrived_is_published() throws Exception {
        Gate gate = new Gate();
        FaultPlan plan = new FaultPlan(1).at(1, Operation.COMMIT, Fault.delay(gate));
        FileSystem files = FileSystem.over(new FaultBackend(new MemoryBackend(MemoryOptions.DEFAULT), plan));
        try (FileService service = new FileService(
                        new SingleUser("alice", "secret", List.of(), files), Served.HURRIED, UploadPolicy.IN_PLACE);
                Served served =
                        Served.of(files, SftpServer.builder(service).port(0).start())) {
            SftpWire wire = served.wire();
            byte[] handle = wire.open("/file", WRITE | CREATE | TRUNCATE);
            assertEquals(OK, wire.write(handle, 0, "part"));
            wire.cut();
            gate.awaitArrival();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> close(served.server));
            Eventually.holds(
                    "the server lets nobody in any more",
                    () -> served.server.service().sessions().stream().noneMatch(session -> session.isOpen()));

            gate.open();

            closing.get(30, TimeUnit.SECONDS);
            assertEquals("part", files.readString("/file"));
        }
    }

    private static void close(SftpServer server) {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
