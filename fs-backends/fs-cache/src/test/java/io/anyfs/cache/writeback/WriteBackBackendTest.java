package io.anyfs.cache.writeback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.QuotaExceededException;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.cache.writeback.WriteBackOptions.Acknowledge;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.fault.Gate;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Eventually;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteBackBackendTest {

    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    private Path directory;

    private final MemoryBackend memory = new MemoryBackend(MemoryOptions.DEFAULT);
    private final FileSystem foreign = FileSystem.over(memory);
    private final FaultPlan storage = new FaultPlan(1);

    @AfterEach
    void close() throws IOException {
        foreign.close();
    }

    /** The storage, which outlives those that wrap it. */
    private static final class Lasting extends ForwardingBackend {
        Lasting(Backend delegate) {
            super(delegate);
        }

        @Override
        public void close() {}
    }

    private WriteBackOptions staged() {
        return WriteBackOptions.in(directory)
                .withAcknowledge(Acknowledge.STAGED)
                .withRetryDelay(Duration.ofMillis(1))
                .withCloseWait(Duration.ZERO);
    }

    private WriteBackBackend open(WriteBackOptions options) throws IOException {
        return new WriteBackBackend(new FaultBackend(new Lasting(memory), storage), options);
    }

    private static List<String> paths(WriteBackBackend backend) {
        return backend.pending().stream().map(each -> each.path().toString()).toList();
    }

    private long files(String ending) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(ending)).count();
        }
    }

    // ---------------------------------------------------------------- acknowledging

    @Test
    void stored_is_acknowledged_when_the_storage_has_it() throws IOException {
        try (WriteBackBackend backend = open(WriteBackOptions.in(directory));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", "abc");
            assertEquals("abc", foreign.readString("/f"));
            assertEquals(List.of(), backend.pending());
            assertTrue(fs.capabilities().has(Capability.CONDITIONAL_WRITE));
        }
    }

    @Test
    void staged_is_seen_here_at_once_and_there_when_it_is_flushed() throws IOException {
        foreign.write("/old", "1");
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", "abc");
            fs.write("/old", "22");
            assertEquals("abc", fs.readString("/f"));
            assertEquals(2, fs.stat("/old").size());
            assertEquals(
                    List.of("/f", "/old"),
                    fs.entries("/").stream()
                            .map(e -> e.path().toString())
                            .sorted()
                            .toList());
            assertFalse(foreign.exists("/f"));
            assertEquals("1", foreign.readString("/old"));
            assertEquals(List.of("/f", "/old"), paths(backend));
            backend.flush();
            assertEquals("abc", foreign.readString("/f"));
            assertEquals("22", foreign.readString("/old"));
            assertEquals(List.of(), backend.pending());
            Eventually.holds("nothing is staged", () -> files(".bytes") + files(".record") == 0);
        }
    }

    @Test
    void the_newest_version_is_stored_and_those_before_it_never() throws IOException {
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            for (int i = 0; i < 5; i++) {
                fs.write("/f", "version " + i);
            }
            backend.flush();
            assertEquals("version 4", foreign.readString("/f"));
            assertEquals(1, storage.calls(Operation.COMMIT));
        }
    }

    @Test
    void a_version_that_comes_during_an_upload_is_stored_after_it() throws Exception {
        Gate gate = new Gate();
        storage.at(1, Operation.COMMIT, Fault.delay(gate));
        try (WriteBackBackend backend = open(staged());
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", WriteOptions.createNew(), out -> out.write(new byte[] {1}));
            gate.awaitArrival();
            fs.write("/f", "second");
            fs.write("/f", "third");
            assertEquals("third", fs.readString("/f"));
            assertEquals(List.of("/f", "/f"), paths(backend));
            gate.open();
            backend.flush();
            assertEquals("third", foreign.readString("/f"));
            assertEquals(2, storage.calls(Operation.COMMIT));
        }
    }

    @Test
    void a_reader_keeps_what_it_opened() throws IOException {
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            byte[] old = Content.bytes(100_000, 1);
            fs.write("/f", old);
            try (ReadHandle in = fs.openRead("/f")) {
                fs.write("/f", "new");
                backend.flush();
                fs.delete("/f");
                ByteBuffer target = ByteBuffer.allocate(old.length);
                in.readFully(target, 0);
                assertArrayEquals(old, target.array());
            }
            Eventually.holds("nothing is staged", () -> files(".bytes") == 0);
        }
    }

    // ---------------------------------------------------------------- changing what waits

    @Test
    void a_file_that_is_deleted_before_its_upload_never_reaches_the_storage() throws IOException {
        foreign.write("/old", "1");
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", "abc");
            fs.write("/old", "2");
            fs.delete("/f");
            fs.delete("/old");
            assertFalse(fs.exists("/f"));
            backend.flush();
            assertEquals(List.of(), foreign.entries("/"));
            assertEquals(0, storage.calls(Operation.COMMIT));
            Eventually.holds("nothing is staged", () -> files(".bytes") + files(".record") == 0);
        }
    }

    @Test
    void a_delete_that_the_storage_refuses_keeps_what_waits() throws IOException {
        foreign.write("/f", "1");
        storage.at(1, Operation.DELETE, Fault.fail());
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", "22");
            assertThrows(FileSystemException.class, () -> fs.delete("/f"));
            assertEquals("22", fs.readString("/f"));
            backend.flush();
            assertEquals("22", foreign.readString("/f"));
        }
    }

    @Test
    void a_time_is_set_while_the_file_waits_and_a_mode_when_it_is_stored() throws IOException {
        Instant time = Instant.parse("2001-02-03T04:05:06Z");
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", "abc");
            fs.setAttributes(FsPath.of("/f"), AttributeChanges.lastModified(time));
            assertEquals(time, fs.stat("/f").lastModified());
            assertEquals(List.of("/f"), paths(backend));
            fs.setAttributes(FsPath.of("/f"), AttributeChanges.mode(0600));
            assertEquals(List.of(), backend.pending());
            assertEquals(time, foreign.stat("/f").lastModified());
            assertEquals("abc", foreign.readString("/f"));
        }
    }

    @Test
    void moving_a_directory_stores_first_what_waits_in_it() throws IOException {
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.createDirectory("/d");
            fs.write("/d/f", "abc");
            fs.write("/other", "waits on");
            fs.move("/d", "/e");
            assertEquals("abc", foreign.readString("/e/f"));
            assertEquals(List.of("/other"), paths(backend));
        }
    }

    @Test
    void the_time_of_a_directory_is_set_after_its_files_are_stored() throws IOException {
        Instant time = Instant.parse("2001-02-03T04:05:06Z");
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.createDirectory("/d");
            fs.createDirectory("/d/inner");
            fs.write("/d/f", "abc");
            fs.write("/d/inner/g", "waits on");
            fs.setAttributes(FsPath.of("/d"), AttributeChanges.lastModified(time));
            assertEquals(List.of("/d/inner/g"), paths(backend));
            backend.flush();
            assertEquals(time, foreign.stat("/d").lastModified());
        }
    }

    @Test
    void the_time_of_a_directory_is_set_though_a_file_in_it_cannot_be_stored() throws IOException {
        Instant time = Instant.parse("2001-02-03T04:05:06Z");
        storage.at(1, Operation.COMMIT, Fault.fail((path, reason) -> new AccessDeniedException(path, null, reason)));
        try (WriteBackBackend backend = open(staged());
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.createDirectory("/d");
            fs.write("/d/f", "abc");
            fs.setAttributes(FsPath.of("/d"), AttributeChanges.lastModified(time));
            assertEquals(List.of("/d/f"), paths(backend));
            assertEquals(time, foreign.stat("/d").lastModified());
        }
    }

    @Test
    void a_link_leads_to_what_waits() throws IOException {
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.createDirectory("/d");
            fs.createSymbolicLink(FsPath.of("/link"), "d");
            fs.write("/link/f", "abc");
            assertEquals("abc", fs.readString("/d/f"));
            assertEquals(FsPath.of("/link/f"), fs.entries("/link").get(0).path());
            assertEquals(List.of("/d/f"), paths(backend));
        }
    }

    // ---------------------------------------------------------------- failures of the storage

    @Test
    void what_may_pass_is_tried_again() throws IOException {
        storage.at(1, Operation.COMMIT, Fault.failTransiently()).at(2, Operation.OPEN_WRITE, Fault.failTransiently());
        try (WriteBackBackend backend = open(staged());
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", "abc");
            backend.flush();
            assertEquals("abc", foreign.readString("/f"));
        }
    }

    @Test
    void who_waits_for_a_file_that_fails_again_and_again_learns_why() throws IOException {
        storage.sometimes(1, Operation.COMMIT, Fault.failTransiently());
        try (WriteBackBackend backend = open(staged());
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", "abc");
            FileSystemException failure = assertThrows(FileSystemException.class, backend::flush);
            assertTrue(String.valueOf(failure.getMessage()).contains("injected"), failure::toString);
            assertEquals("/f", failure.getFile());
            assertFalse(backend.pending().get(0).failed());
            assertEquals("abc", fs.readString("/f"));
        }
    }

    @Test
    void what_cannot_succeed_is_kept_and_told_and_tried_again_when_asked() throws IOException {
        storage.at(1, Operation.COMMIT, Fault.fail((path, reason) -> new AccessDeniedException(path, null, reason)));
        try (WriteBackBackend backend = open(staged());
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", "abc");
            assertThrows(FileSystemException.class, backend::flush);
            PendingUpload kept = backend.pending().get(0);
            assertEquals(FsPath.of("/f"), kept.path());
            assertEquals(3, kept.bytes());
            assertEquals(1, kept.attempts());
            assertTrue(kept.failed());
            assertTrue(String.valueOf(kept.lastFailure()).contains("injected"));
            assertEquals("abc", fs.readString("/f"));
            backend.retry();
            backend.flush();
            assertEquals("abc", foreign.readString("/f"));
        }
    }

    @Test
    void an_upload_whose_answer_was_lost_is_recognised() throws IOException {
        storage.at(1, Operation.COMMIT, Fault.lostAcknowledgement());
        try (WriteBackBackend backend = open(staged());
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", WriteOptions.createNew(), out -> out.write(Content.bytes(300_000, 1)));
            backend.flush();
            assertArrayEquals(Content.bytes(300_000, 1), foreign.readBytes("/f"));
            assertEquals(List.of(), backend.pending());
        }
    }

    @Test
    void a_new_file_is_not_stored_over_one_of_others() throws IOException {
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", WriteOptions.createNew(), out -> out.write(new byte[] {1}));
            foreign.write("/f", "others");
            FileSystemException failure = assertThrows(FileSystemException.class, backend::flush);
            assertTrue(failure.getCause() instanceof FileAlreadyExistsException, failure::toString);
            assertTrue(backend.pending().get(0).failed());
            assertArrayEquals(new byte[] {1}, fs.readBytes("/f"));
            fs.delete("/f");
            assertEquals("others", fs.readString("/f"));
        }
    }

    @Test
    void a_file_whose_directory_others_deleted_is_kept() throws IOException {
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.createDirectory("/d");
            fs.write("/d/f", "abc");
            foreign.delete("/d");
            FileSystemException failure = assertThrows(FileSystemException.class, backend::flush);
            assertTrue(failure.getCause() instanceof NoSuchFileException, failure::toString);
            foreign.createDirectory("/d");
            backend.retry();
            backend.flush();
            assertEquals("abc", foreign.readString("/d/f"));
        }
    }

    // ---------------------------------------------------------------- closing and opening again

    @Test
    void what_is_left_at_the_close_is_stored_by_the_next_open() throws IOException {
        storage.sometimes(1, Operation.COMMIT, Fault.failTransiently());
        try (FileSystem fs = FileSystem.over(open(staged()))) {
            fs.write("/f", "first");
            fs.write("/f", "second");
            fs.write("/g", "");
        }
        assertFalse(foreign.exists("/f"));
        try (WriteBackBackend next = new WriteBackBackend(new Lasting(memory), WriteBackOptions.in(directory))) {
            next.flush();
            assertEquals("second", foreign.readString("/f"));
            assertEquals("", foreign.readString("/g"));
        }
        Eventually.holds("nothing is staged", () -> files(".bytes") + files(".record") == 0);
    }

    @Test
    void a_close_waits_for_what_waits() throws IOException {
        try (FileSystem fs = FileSystem.over(open(staged().withDelay(LONG).withCloseWait(Duration.ofSeconds(30))))) {
            fs.write("/f", "abc");
        }
        assertEquals("abc", foreign.readString("/f"));
    }

    @Test
    void a_close_ends_an_upload_and_all_threads() throws Exception {
        Gate gate = new Gate();
        storage.at(1, Operation.COMMIT, Fault.delay(gate));
        try (FileSystem fs = FileSystem.over(open(staged()))) {
            fs.write("/f", "abc");
            gate.awaitArrival();
        }
        assertFalse(foreign.exists("/f"));
        assertEquals(1, files(".record"));
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("anyfs-writeback-")));
    }

    @Test
    void bytes_without_a_record_are_discarded_and_a_damaged_record_is_set_aside() throws IOException {
        Files.write(directory.resolve("7.bytes"), new byte[10]);
        Files.write(directory.resolve("8.new"), new byte[3]);
        open(staged()).close();
        assertEquals(0, files(".bytes") + files(".new"));
        Files.write(directory.resolve("9.bytes"), new byte[10]);
        Files.write(directory.resolve("10.record"), new byte[30]);
        try (WriteBackBackend backend = open(staged())) {
            assertEquals(List.of(), backend.pending());
        }
        assertEquals(1, files(".damaged"));
        assertEquals(1, files(".bytes"));
    }

    @Test
    void a_directory_is_used_by_one_at_a_time() throws IOException {
        WriteBackBackend first = open(staged());
        FileSystemException failure = assertThrows(FileSystemException.class, () -> open(staged()));
        assertTrue(String.valueOf(failure.getMessage()).contains("another write-back"), failure::toString);
        first.close();
        open(staged()).close();
    }

    // ---------------------------------------------------------------- bounds and concurrency

    @Test
    void a_writer_without_room_waits_for_uploads() throws IOException {
        try (WriteBackBackend backend = open(staged().withDelay(LONG).withMaxBytes(100_000));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            for (int i = 0; i < 10; i++) {
                fs.write("/f" + i, Content.bytes(60_000, i));
            }
            backend.flush();
            for (int i = 0; i < 10; i++) {
                assertArrayEquals(Content.bytes(60_000, i), foreign.readBytes("/f" + i));
            }
        }
    }

    @Test
    void a_writer_without_hope_for_room_fails_and_leaves_nothing() throws IOException {
        try (WriteBackBackend backend = open(staged().withMaxBytes(1000));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            assertThrows(QuotaExceededException.class, () -> fs.write("/f", new byte[1001]));
            assertEquals(0, files(".bytes"));
            fs.write("/f", new byte[1000]);
            backend.flush();
            assertEquals(1000, foreign.stat("/f").size());
        }
    }

    @Test
    void an_abort_ends_a_wait_for_room() throws Exception {
        Gate gate = new Gate();
        storage.at(1, Operation.COMMIT, Fault.delay(gate));
        try (WriteBackBackend backend = open(staged().withMaxBytes(1000));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", new byte[1000]);
            gate.awaitArrival();
            WriteHandle out = fs.openWrite("/g", WriteOptions.replace());
            Thread writer = new Thread(() -> assertThrows(IOException.class, () -> out.write(new byte[1])));
            writer.start();
            Eventually.holds("it waits", () -> writer.getState() == Thread.State.WAITING);
            out.abort(null);
            writer.join();
            gate.open();
            backend.flush();
            assertFalse(fs.exists("/g"));
        }
    }

    @Test
    void an_interrupt_ends_a_wait_for_uploads() throws Exception {
        Gate gate = new Gate();
        storage.at(1, Operation.COMMIT, Fault.delay(gate));
        try (WriteBackBackend backend = open(staged());
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", "abc");
            gate.awaitArrival();
            Thread.currentThread().interrupt();
            assertThrows(java.io.InterruptedIOException.class, () -> fs.move("/f", "/g"));
            assertTrue(Thread.interrupted());
            gate.open();
            fs.move("/f", "/g");
            assertEquals("abc", foreign.readString("/g"));
        }
    }

    @Test
    void many_that_write_and_delete_leave_what_the_last_call_said() throws Exception {
        storage.sometimes(0.2, Operation.COMMIT, Fault.lostAcknowledgement());
        storage.sometimes(0.2, Operation.WRITE, Fault.failTransiently());
        try (WriteBackBackend backend = open(staged());
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            Race.assertAllSucceeded(Race.run(4, number -> {
                for (int round = 0; round < 50; round++) {
                    String path = "/f" + number + "-" + round % 3;
                    byte[] bytes = Content.sealed(1000, round);
                    fs.write(path, bytes);
                    assertArrayEquals(bytes, fs.readBytes(path));
                    if (round % 5 == 4) {
                        fs.delete(path);
                        assertFalse(fs.exists(path));
                    }
                }
                return number;
            }));
            Eventually.holds("all is stored", () -> backend.pending().isEmpty());
            for (int number = 0; number < 4; number++) {
                assertArrayEquals(Content.sealed(1000, 48), foreign.readBytes("/f" + number + "-0"));
                assertFalse(foreign.exists("/f" + number + "-1"));
                assertArrayEquals(Content.sealed(1000, 47), foreign.readBytes("/f" + number + "-2"));
            }
            Eventually.holds("nothing is staged", () -> files(".bytes") + files(".record") == 0);
        }
    }

    @Test
    void what_links_lead_out_of_the_root_is_refused_and_not_staged() throws IOException {
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.createSymbolicLink(FsPath.of("/a"), "/");
            fs.createSymbolicLink(FsPath.of("/c"), "a/../b");
            for (String path : List.of("/c", "/c/a")) {
                AccessDeniedException failure = assertThrows(AccessDeniedException.class, () -> fs.write(path, "1"));
                assertTrue(failure.getMessage().contains("a link leads out of the root"), failure.getMessage());
            }
            assertEquals(List.of(), backend.pending());
            assertFalse(fs.exists("/b"));
        }
    }
}
