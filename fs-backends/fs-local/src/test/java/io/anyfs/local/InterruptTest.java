package io.anyfs.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import io.anyfs.FileChangedException;
import io.anyfs.FileSystem;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt closes the system's channel for all; a handle is used by many. */
class InterruptTest {

    private static final int SIZE = 4 * 1024 * 1024;

    @TempDir
    Path root;

    private final byte[] bytes = new byte[SIZE];
    private FileSystem fs;

    @BeforeEach
    void open() throws IOException {
        new Random(4711).nextBytes(bytes);
        fs = LocalFileSystem.open(root);
        fs.write("/f", bytes);
    }

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    @Test
    void the_interrupt_of_one_reader_does_not_disturb_the_others() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (ReadHandle handle = fs.openRead("/f")) {
            AtomicReference<Thread> victim = new AtomicReference<>();
            Future<Integer> interrupted = threads.submit(() -> readWhileInterrupted(handle, victim, done));
            threads.execute(() -> {
                while (!done.get()) {
                    Thread thread = victim.get();
                    if (thread != null) {
                        thread.interrupt();
                    }
                }
            });
            List<Future<?>> readers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                readers.add(threads.submit(() -> {
                    for (int round = 0; round < 50; round++) {
                        ByteBuffer all = ByteBuffer.allocate(SIZE);
                        handle.readFully(all, 0);
                        assertArrayEquals(bytes, all.array());
                    }
                    return null;
                }));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
            done.set(true);
            assertTrue(interrupted.get() > 0, "no read was interrupted");
        } finally {
            done.set(true);
            threads.shutdown();
        }
    }

    /** Returns how often it was interrupted. */
    private static int readWhileInterrupted(ReadHandle handle, AtomicReference<Thread> self, AtomicBoolean done)
            throws IOException {
        int interrupts = 0;
        self.set(Thread.currentThread());
        while (!done.get()) {
            try {
                handle.readFully(ByteBuffer.allocate(SIZE), 0);
            } catch (IOException failure) {
                assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(failure), failure.toString());
                interrupts++;
            }
            Thread.interrupted();
        }
        self.set(null);
        return interrupts;
    }

    @Test
    void a_thread_that_is_interrupted_already_leaves_the_handle_as_it_is() throws IOException {
        try (ReadHandle handle = fs.openRead("/f")) {
            // Deleted, so that nobody could open it anew.
            fs.delete("/f");
            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, () -> handle.read(ByteBuffer.allocate(10), 0));
            assertTrue(Thread.interrupted());
            ByteBuffer all = ByteBuffer.allocate(SIZE);
            handle.readFully(all, 0);
            assertArrayEquals(bytes, all.array());
        }
    }

    @Test
    void after_an_interrupt_within_a_transfer_the_same_version_is_read_on_or_told_to_be_gone() throws Exception {
        try (ReadHandle handle = fs.openRead("/f")) {
            interruptTransfer(handle);
            ByteBuffer all = ByteBuffer.allocate(SIZE);
            handle.readFully(all, 0);
            assertArrayEquals(bytes, all.array());
            interruptTransfer(handle);
            fs.write("/f", "another");
            assertThrows(FileChangedException.class, () -> handle.read(ByteBuffer.allocate(10), 0));
        }
    }

    @Test
    void an_interrupted_write_publishes_nothing_and_leaves_nothing() throws IOException {
        try (WriteHandle handle = fs.openWrite("/g", WriteOptions.createNew())) {
            Thread.currentThread().interrupt();
            IOException failure = assertThrows(IOException.class, () -> handle.write(new byte[10]));
            assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(failure));
            assertTrue(Thread.interrupted());
        }
        try (var names = Files.list(root)) {
            assertEquals(List.of(root.resolve("f")), names.toList());
        }
    }

    /** The pipe fills up, so that the transfer is under way for certain. */
    private static void interruptTransfer(ReadHandle handle) throws Exception {
        Pipe pipe = Pipe.open();
        AtomicReference<IOException> failure = new AtomicReference<>();
        Thread transfer = new Thread(() -> failure.set(assertThrows(IOException.class, () -> sendAll(handle, pipe))));
        try (Pipe.SourceChannel full = pipe.source()) {
            transfer.start();
            full.read(ByteBuffer.allocate(1));
            transfer.interrupt();
            transfer.join();
        }
        assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(failure.get()));
    }

    private static void sendAll(ReadHandle handle, Pipe pipe) throws IOException {
        try (Pipe.SinkChannel sink = pipe.sink()) {
            for (long position = 0; position < SIZE; ) {
                position += handle.transferTo(position, SIZE - position, sink);
            }
        }
    }
}
