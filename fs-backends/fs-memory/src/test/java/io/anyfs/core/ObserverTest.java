package io.anyfs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FileSystemObserver;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.OperationEvent;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObserverTest {

    private final FileSystem fs = MemoryFileSystem.create();
    private final List<OperationEvent> events = new CopyOnWriteArrayList<>();
    private final FileSystemObserver observer = events::add;

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    @Test
    void a_read_is_told_at_its_end_with_its_bytes() throws IOException {
        fs.write("/a", "12345");
        fs.addObserver(observer);
        try (ReadHandle in = fs.openRead("/a")) {
            in.read(ByteBuffer.allocate(3), 0);
            in.read(ByteBuffer.allocate(9), 3);
            in.read(ByteBuffer.allocate(9), 5);
        }
        assertEquals(List.of(Operation.OPEN_READ, Operation.READ), operations());
        assertEquals(5, events.get(1).bytes());
        assertEquals(FsPath.of("/a"), events.get(1).path());
        assertEquals("memory", events.get(1).backend());
        assertTrue(events.get(1).nanos() > 0);
        assertNull(events.get(1).failure());
    }

    @Test
    void a_commit_tells_of_the_bytes_written() throws IOException {
        fs.addObserver(observer);
        fs.write("/a", "12345");
        assertEquals(List.of(Operation.OPEN_WRITE, Operation.WRITE, Operation.COMMIT), operations());
        assertEquals(5, events.get(1).bytes());
        assertNull(events.get(1).failure());
    }

    @Test
    void an_abort_tells_why() throws IOException {
        fs.addObserver(observer);
        IOException cause = new IOException("the client went away");
        WriteHandle out = fs.openWrite("/a", WriteOptions.replace());
        out.write(new byte[3]);
        out.abort(cause);
        fs.openWrite("/b", WriteOptions.replace()).close();
        assertEquals(
                List.of(
                        Operation.OPEN_WRITE,
                        Operation.ABORT,
                        Operation.WRITE,
                        Operation.OPEN_WRITE,
                        Operation.ABORT,
                        Operation.WRITE),
                operations());
        assertSame(cause, events.get(2).failure());
        assertNotNull(events.get(5).failure());
    }

    @Test
    void a_failure_is_told_as_the_caller_gets_it() {
        fs.addObserver(observer);
        NoSuchFileException failure = assertThrows(NoSuchFileException.class, () -> fs.move("/a", "/b"));
        assertSame(failure, events.get(0).failure());
        assertEquals(FsPath.of("/b"), events.get(0).target());
    }

    @Test
    void operations_of_borrows_and_views_are_told_too() throws IOException {
        fs.createDirectory("/d");
        try (FileSystem borrow = fs.borrow("b");
                FileSystem view = fs.subdirectory(FsPath.of("/d"))) {
            fs.addObserver(observer);
            borrow.stat("/");
            view.createDirectory("/e");
            view.addObserver(event -> events.clear());
            borrow.stat("/");
            assertEquals(List.of(), operations());
        }
    }

    @Test
    void an_observer_that_fails_hinders_nobody() throws IOException {
        fs.addObserver(event -> {
            throw new IllegalStateException("an observer that fails");
        });
        fs.addObserver(observer);
        fs.write("/a", "x");
        assertEquals("x", fs.readString("/a"));
        assertTrue(operations().contains(Operation.COMMIT));
    }

    @Test
    void an_observer_that_was_removed_is_told_nothing() throws IOException {
        fs.addObserver(observer);
        fs.stat("/");
        fs.removeObserver(observer);
        fs.stat("/");
        assertEquals(1, events.size());
    }

    @Test
    void runtime_failures_are_told() {
        fs.addObserver(observer);
        assertThrows(
                NullPointerException.class,
                () -> fs.write("/a", WriteOptions.replace(), out -> {
                    throw new NullPointerException("in the caller's code");
                }));
        assertEquals(Operation.WRITE, events.get(events.size() - 1).operation());
        assertInstanceOf(IOException.class, events.get(events.size() - 1).failure());
    }

    private List<Operation> operations() {
        return events.stream().map(OperationEvent::operation).toList();
    }
}
