package io.anyfs.cache.writeback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.Operation;
import io.anyfs.QuotaExceededException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.fault.Fault;
import io.anyfs.fault.Gate;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Eventually;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Staged bytes are bounded, and waits for room and for uploads end. */
class WriteBackBoundsTest extends StagedOverMemory {

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
}
