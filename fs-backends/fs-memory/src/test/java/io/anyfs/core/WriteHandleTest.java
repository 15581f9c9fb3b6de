package io.anyfs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.WriteHandle;
import io.anyfs.WriteHandle.CommittingOutputStream;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteHandleTest {

    private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

    private final FailingBackend backend = new FailingBackend();
    private final FileSystem fs = FileSystem.over(backend);

    @AfterEach
    void close() throws IOException {
        backend.failing = false;
        fs.close();
    }

    @Test
    void closing_without_a_commit_publishes_nothing() throws IOException {
        fs.write("/a", "old");
        try (WriteHandle out = fs.openWrite("/a", WriteOptions.replace())) {
            out.write(NEW);
        }
        assertEquals("old", fs.readString("/a"));
        try (WriteHandle out = fs.openWrite("/b", WriteOptions.replace())) {
            out.write(NEW);
        }
        assertFalse(fs.exists("/b"));
    }

    @Test
    void it_ends_once() throws IOException {
        WriteHandle out = fs.openWrite("/a", WriteOptions.replace());
        out.write(NEW);
        out.commit();
        assertThrows(ClosedChannelException.class, out::commit);
        assertThrows(ClosedChannelException.class, () -> out.write(NEW));
        assertThrows(ClosedChannelException.class, () -> out.write(ByteBuffer.wrap(NEW), 1));
        assertThrows(ClosedChannelException.class, () -> out.truncate(0));
        assertThrows(ClosedChannelException.class, () -> out.read(ByteBuffer.allocate(1), 0));
        out.abort(new IOException("too late"));
        out.close();
        assertEquals(List.of("commit /a"), backend.closed);
        assertEquals("new", fs.readString("/a"));
    }

    @Test
    void a_failed_commit_is_the_end_too() throws IOException {
        WriteHandle out = fs.openWrite("/a", WriteOptions.createNew());
        fs.write("/a", "first");
        backend.closed.clear();
        assertThrows(IOException.class, out::commit);
        assertFalse(out.isOpen());
        out.close();
        assertEquals(List.of(), backend.closed);
        assertEquals("first", fs.readString("/a"));
        assertEquals(List.of(), fs.openResources());
    }

    @Test
    void commit_and_abort_at_the_same_time_end_it_one_way() throws Exception {
        for (int round = 0; round < 300; round++) {
            String path = "/race" + round;
            WriteHandle out = fs.openWrite(path, WriteOptions.createNew());
            out.write(NEW);
            backend.closed.clear();
            List<Race.Outcome<Boolean>> outcomes = Race.run(List.of(
                    () -> {
                        out.commit();
                        return true;
                    },
                    () -> {
                        out.abort(null);
                        return true;
                    }));
            boolean committed = outcomes.get(0).succeeded();
            assertTrue(outcomes.get(1).succeeded(), "an abort never fails");
            assertEquals(List.of((committed ? "commit " : "abort ") + path), backend.closed);
            assertEquals(committed, fs.exists(path));
            if (!committed) {
                assertTrue(outcomes.get(0).failure() instanceof ClosedChannelException);
            }
            assertEquals(List.of(), fs.openResources());
        }
    }

    @Test
    void an_abort_ends_a_write_in_another_thread() throws Exception {
        for (int round = 0; round < 50; round++) {
            WriteHandle out = fs.openWrite("/busy", WriteOptions.replace());
            List<Race.Outcome<Boolean>> outcomes = Race.run(List.of(
                    () -> {
                        while (true) {
                            out.write(NEW);
                        }
                    },
                    () -> {
                        out.abort(null);
                        return true;
                    }));
            assertTrue(
                    outcomes.get(0).failure() instanceof ClosedChannelException,
                    "" + outcomes.get(0).failure());
            assertTrue(outcomes.get(1).succeeded());
        }
        assertFalse(fs.exists("/busy"));
    }

    @Test
    void negative_positions_are_refused() throws IOException {
        try (WriteHandle out = fs.openWrite("/a", WriteOptions.replace())) {
            assertThrows(IllegalArgumentException.class, () -> out.write(ByteBuffer.wrap(NEW), -1));
            assertThrows(IllegalArgumentException.class, () -> out.truncate(-1));
            assertThrows(IllegalArgumentException.class, () -> out.read(ByteBuffer.allocate(1), -1));
        }
    }

    @Test
    void a_stream_commits_at_its_close() throws IOException {
        try (OutputStream out = fs.newOutputStream("/a", WriteOptions.createNew())) {
            out.write('n');
            out.write(NEW, 1, 2);
            assertFalse(fs.exists("/a"));
        }
        assertEquals("new", fs.readString("/a"));
    }

    @Test
    void a_stream_whose_write_failed_does_not_commit() throws IOException {
        OutputStream out = fs.newOutputStream("/a", WriteOptions.createNew());
        out.write(NEW);
        assertThrows(IndexOutOfBoundsException.class, () -> out.write(NEW, 2, 5));
        out.close();
        assertFalse(fs.exists("/a"));
    }

    @Test
    void an_aborted_stream_does_not_commit() throws IOException {
        WriteHandle handle = fs.openWrite("/a", WriteOptions.createNew());
        CommittingOutputStream out = handle.asOutputStream();
        out.write(NEW);
        out.abort();
        out.close();
        out.close();
        assertFalse(fs.exists("/a"));
        assertThrows(ClosedChannelException.class, () -> out.write(NEW));
    }

    @Test
    void a_stream_of_a_handle_that_was_ended_by_others_says_that_nothing_was_published() throws IOException {
        OutputStream out = fs.newOutputStream("/a", WriteOptions.createNew());
        out.write(NEW);
        fs.close();
        assertThrows(ClosedChannelException.class, out::close);
    }

    @Test
    void a_stream_of_a_handle_that_was_committed_closes_in_silence() throws IOException {
        WriteHandle handle = fs.openWrite("/a", WriteOptions.createNew());
        OutputStream out = handle.asOutputStream();
        out.write(NEW);
        handle.commit();
        out.close();
        assertEquals("new", fs.readString("/a"));
    }

    @Test
    void a_stream_closes_once() throws IOException {
        OutputStream out = fs.newOutputStream("/a", WriteOptions.createNew());
        out.write(NEW);
        out.close();
        out.close();
        assertEquals(List.of("commit /a"), backend.closed);
    }

    @Test
    void writing_that_throws_publishes_nothing() throws IOException {
        fs.write("/a", "old");
        IOException thrown = new IOException("half-way");
        assertSame(
                thrown,
                assertThrows(
                        IOException.class,
                        () -> fs.write("/a", WriteOptions.replace(), out -> {
                            out.write(NEW);
                            throw thrown;
                        })));
        assertThrows(
                IllegalStateException.class,
                () -> fs.write("/b", WriteOptions.replace(), out -> {
                    out.write(NEW);
                    throw new IllegalStateException("half-way");
                }));
        assertEquals("old", fs.readString("/a"));
        assertFalse(fs.exists("/b"));
        assertEquals(List.of(), fs.openResources());
    }
}
