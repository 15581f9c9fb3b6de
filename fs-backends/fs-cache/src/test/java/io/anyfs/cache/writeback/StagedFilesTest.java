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
import io.anyfs.ReadHandle;
import io.anyfs.WriteOptions;
import io.anyfs.fault.Fault;
import io.anyfs.fault.Gate;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits for its upload is seen here, and changed as if it were stored. */
class StagedFilesTest extends StagedOverMemory {

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
