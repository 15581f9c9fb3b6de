package io.anyfs.cache.writeback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.Operation;
import io.anyfs.fault.Fault;
import io.anyfs.fault.Gate;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was acknowledged outlives the one that acknowledged it. */
class ReopenedWriteBackTest extends StagedOverMemory {

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
}
