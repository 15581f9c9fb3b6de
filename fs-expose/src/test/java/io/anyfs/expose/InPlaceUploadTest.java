package io.anyfs.expose;

import static io.anyfs.expose.Fixture.bytes;
import static io.anyfs.expose.Fixture.uploading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.QuotaExceededException;
import io.anyfs.WriteOptions;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.fault.Gate;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What {@link UploadPolicy#IN_PLACE} keeps of uploads that do not come to a clean end. */
class InPlaceUploadTest {

    private static final FsPath FILE = FsPath.of("/file");

    private static Fixture fixture() {
        return fixture(MemoryFileSystem.create());
    }

    private static Fixture fixture(FileSystem files) {
        return new Fixture(files, Fixture.HURRIED, UploadPolicy.IN_PLACE);
    }

    @Test
    void what_arrived_is_published_however_the_upload_ends() throws IOException {
        FileSystem files = MemoryFileSystem.create();
        try (Fixture fixture = fixture(files)) {
            Session session = fixture.login();
            Upload closed = uploading(session, "/closed", "part");
            closed.close();
            uploading(session, "/aborted", "part").abort(new IOException("the client is gone"));
            uploading(session, "/left by the session", "part");
            uploading(session, "/committed", "whole").commit();
            assertFalse(files.exists("/left by the session"));
            session.close();
            uploading(fixture.login(), "/left at the end of the service", "part");
            fixture.service.close();

            assertEquals("part", files.readString("/closed"));
            assertEquals(4, closed.published().size());
            assertEquals("part", files.readString("/aborted"));
            assertEquals("part", files.readString("/left by the session"));
            assertEquals("part", files.readString("/left at the end of the service"));
            assertEquals("whole", files.readString("/committed"));
            assertEquals(0, fixture.service.runningTransfers());
            assertEquals(List.of(), files.openResources());
        }
    }

    @Test
    void a_replaced_file_keeps_its_bytes_until_the_cut() throws IOException {
        try (Fixture fixture = fixture()) {
            fixture.files.write("/file", "the old one");
            Upload upload = uploading(fixture.login(), "/file", "new");
            assertEquals("the old one", fixture.files.readString("/file"));
            upload.close();
            assertEquals("new", fixture.files.readString("/file"));
        }
    }

    @Test
    void where_nothing_arrived_nothing_changes() throws IOException {
        try (Fixture fixture = fixture()) {
            fixture.files.write("/file", "as it was");
            Session session = fixture.login();
            Upload upload = uploading(session, "/file", "");
            upload.close();
            assertNull(upload.published());
            session.upload(FILE, WriteOptions.append()).close();
            try (Upload resumed = session.upload(FILE, WriteOptions.update())) {
                resumed.truncate(2);
            }
            try (Upload ahead = session.upload(FILE, WriteOptions.replace())) {
                ahead.write(bytes("behind a gap"), 10);
            }
            try (Upload taken = session.upload(FILE, WriteOptions.replace())) {
                taken.write(bytes("taken back"));
                taken.truncate(0);
            }
            uploading(session, "/new", "").close();

            assertEquals("as it was", fixture.files.readString("/file"));
            assertFalse(fixture.files.exists("/new"));
        }
    }

    @Test
    void what_came_ahead_of_a_gap_is_dropped_so_that_the_size_tells_where_to_go_on() throws IOException {
        try (Fixture fixture = fixture()) {
            Session session = fixture.login();
            try (Upload upload = session.upload(FILE, WriteOptions.replace())) {
                upload.write(bytes("0123"), 0);
                upload.write(bytes("89"), 8);
                upload.write(bytes("67"), 6);
            }
            assertEquals("0123", fixture.files.readString("/file"));

            try (Upload resumed = session.upload(FILE, WriteOptions.append())) {
                resumed.write(bytes("45"));
                resumed.write(bytes("89"), 8);
                resumed.write(bytes("67"), 6);
            }
            assertEquals("0123456789", fixture.files.readString("/file"));
        }
    }

    @Test
    void room_that_a_client_reserved_is_not_taken_for_bytes() throws IOException {
        try (Fixture fixture = fixture()) {
            try (Upload upload = fixture.login().upload(FILE, WriteOptions.replace())) {
                upload.truncate(1_000);
                upload.write(bytes("12345"), 0);
            }
            assertEquals("12345", fixture.files.readString("/file"));
        }
    }

    @Test
    void an_append_keeps_the_old_bytes_and_what_arrived() throws IOException {
        try (Fixture fixture = fixture()) {
            fixture.files.write("/file", "begin");
            try (Upload upload = fixture.login().upload(FILE, WriteOptions.append())) {
                upload.write(bytes(" and"));
            }
            assertEquals("begin and", fixture.files.readString("/file"));
        }
    }

    @Test
    void a_change_in_place_keeps_the_old_bytes_behind_it() throws IOException {
        try (Fixture fixture = fixture()) {
            fixture.files.write("/file", "0123456789");
            try (Upload upload = fixture.login().upload(FILE, WriteOptions.update())) {
                upload.write(bytes("abc"), 2);
                upload.write(bytes("x"), 12);
            }
            assertEquals("01abc56789", fixture.files.readString("/file"));
        }
    }

    @Test
    void a_resume_from_an_offset_keeps_what_is_before_it_and_what_arrived() throws IOException {
        try (Fixture fixture = fixture()) {
            fixture.files.write("/file", "0123456789");
            try (Upload upload = fixture.login().upload(FILE, WriteOptions.update())) {
                upload.truncate(4);
                upload.write(bytes("new"), 4);
            }
            assertEquals("0123new", fixture.files.readString("/file"));
        }
    }

    @Test
    void attributes_that_were_set_before_the_cut_are_kept() throws IOException {
        Instant longAgo = Instant.ofEpochSecond(1_000_000_000);
        try (Fixture fixture = fixture()) {
            Upload upload = uploading(fixture.login(), "/file", "part");
            upload.setAttributes(AttributeChanges.lastModified(longAgo));
            upload.close();
            assertEquals(longAgo, fixture.files.stat("/file").lastModified());
        }
    }

    @Test
    void a_client_that_commits_after_a_failed_write_is_told_and_what_arrived_before_stays() throws IOException {
        try (Fixture fixture = fixture(MemoryFileSystem.create(MemoryOptions.DEFAULT.withQuotaBytes(10)))) {
            Upload upload = uploading(fixture.login(), "/file", "12345");
            QuotaExceededException failure =
                    assertThrows(QuotaExceededException.class, () -> upload.write(bytes("6789012345")));

            assertSame(failure, assertThrows(QuotaExceededException.class, upload::commit));

            assertEquals("12345", fixture.files.readString("/file"));
        }
    }

    @Test
    void the_half_of_a_write_that_failed_in_the_middle_is_not_kept() throws IOException {
        FaultPlan plan = new FaultPlan(1).at(2, Operation.WRITE, Fault.partialWrite(2));
        try (Fixture fixture =
                fixture(FileSystem.over(new FaultBackend(new MemoryBackend(MemoryOptions.DEFAULT), plan)))) {
            Upload upload = uploading(fixture.login(), "/file", "12345");
            assertThrows(IOException.class, () -> upload.write(bytes("6789")));
            upload.close();
            assertEquals("12345", fixture.files.readString("/file"));
        }
    }

    @Test
    void a_storage_that_cannot_publish_what_arrived_does_not_hinder_the_end() throws IOException {
        FaultPlan plan = new FaultPlan(1)
                .at(1, Operation.COMMIT, Fault.fail())
                .at(2, Operation.COMMIT, Fault.fail((path, reason) -> new ClosedChannelException()));
        try (Fixture fixture =
                fixture(FileSystem.over(new FaultBackend(new MemoryBackend(MemoryOptions.DEFAULT), plan)))) {
            Session session = fixture.login();
            uploading(session, "/first", "part");
            uploading(session, "/second", "part");

            session.close();

            assertEquals(2, plan.fired().size());
            assertEquals(List.of(), fixture.files.entries("/"));
            assertEquals(List.of(), fixture.files.openResources());
            assertEquals(0, fixture.service.runningTransfers());
        }
    }

    @Test
    void a_new_file_that_somebody_else_made_meanwhile_stays_theirs() throws IOException {
        try (Fixture fixture = fixture()) {
            Upload upload = fixture.login().upload(FILE, WriteOptions.createNew());
            upload.write(bytes("mine"));
            fixture.files.write("/file", "theirs");
            upload.close();
            assertNull(upload.published());
            assertEquals("theirs", fixture.files.readString("/file"));
        }
    }

    /** The server notices late that the first connection is gone. */
    @Test
    void a_client_that_was_back_and_done_before_the_cut_was_noticed_keeps_its_whole_file() throws IOException {
        try (Fixture fixture = fixture()) {
            fixture.files.write("/replaced", "the old one");
            Session lost = fixture.login();
            uploading(lost, "/replaced", "par");
            uploading(lost, "/new", "par");
            Session back = fixture.login();
            uploading(back, "/replaced", "part and rest").commit();
            uploading(back, "/new", "part and rest").commit();

            lost.close();

            assertEquals("part and rest", fixture.files.readString("/replaced"));
            assertEquals("part and rest", fixture.files.readString("/new"));
        }
    }

    @Test
    void a_file_that_was_deleted_meanwhile_does_not_come_back() throws IOException {
        try (Fixture fixture = fixture()) {
            fixture.files.write("/file", "the old one");
            Upload upload = uploading(fixture.login(), "/file", "part");
            fixture.files.delete("/file");
            upload.close();
            assertFalse(fixture.files.exists("/file"));
        }
    }

    @Test
    void a_write_under_way_is_waited_for_and_kept() throws Exception {
        Gate gate = new Gate();
        FaultPlan plan = new FaultPlan(1).at(2, Operation.WRITE, Fault.delay(gate));
        try (Fixture fixture =
                fixture(FileSystem.over(new FaultBackend(new MemoryBackend(MemoryOptions.DEFAULT), plan)))) {
            Session session = fixture.login();
            Upload upload = uploading(session, "/file", "first");
            Future<?> writing = running(() -> write(upload, " second"));
            gate.awaitArrival();
            Future<?> closing = running(() -> close(session));
            Eventually.holds("the session is being closed", () -> !session.isOpen());

            gate.open();

            writing.get(30, TimeUnit.SECONDS);
            closing.get(30, TimeUnit.SECONDS);
            assertEquals("first second", fixture.files.readString("/file"));
        }
    }

    @Test
    void the_end_waits_for_a_write_only_until_it_is_interrupted() throws Exception {
        Gate gate = new Gate();
        FaultPlan plan = new FaultPlan(1).at(2, Operation.WRITE, Fault.delay(gate));
        try (Fixture fixture =
                fixture(FileSystem.over(new FaultBackend(new MemoryBackend(MemoryOptions.DEFAULT), plan)))) {
            Session session = fixture.login();
            Upload upload = uploading(session, "/file", "first");
            Future<?> writing = running(() -> assertThrows(IOException.class, () -> upload.write(bytes(" second"))));
            gate.awaitArrival();

            Thread.currentThread().interrupt();
            upload.close();

            assertTrue(Thread.interrupted());
            writing.get(30, TimeUnit.SECONDS);
            session.close();
            assertFalse(fixture.files.exists("/file"));
            assertEquals(List.of(), fixture.files.openResources());
        }
    }

    @Test
    void a_drain_waits_for_what_is_being_published_of_a_client_that_is_gone() throws Exception {
        Gate gate = new Gate();
        FaultPlan plan = new FaultPlan(1).at(1, Operation.COMMIT, Fault.delay(gate));
        try (Fixture fixture =
                fixture(FileSystem.over(new FaultBackend(new MemoryBackend(MemoryOptions.DEFAULT), plan)))) {
            Session session = fixture.login();
            uploading(session, "/file", "part");
            Future<?> leaving = running(() -> close(session));
            gate.awaitArrival();
            assertEquals(1, fixture.service.runningTransfers());
            Future<?> draining = running(() -> fixture.service.drain(Duration.ofMinutes(1)));

            gate.open();

            draining.get(30, TimeUnit.SECONDS);
            assertEquals("part", fixture.files.readString("/file"));
            leaving.get(30, TimeUnit.SECONDS);
        }
    }

    /** Not on the common pool, which has too few threads for those that wait for each other. */
    private static Future<?> running(Runnable task) {
        return CompletableFuture.runAsync(task, command -> new Thread(command).start());
    }

    private static void write(Upload upload, String text) {
        try {
            upload.write(bytes(text));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void close(Session session) {
        try {
            session.close();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
