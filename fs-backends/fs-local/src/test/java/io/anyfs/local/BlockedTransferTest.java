package io.anyfs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.ReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transfer waits for a target that takes nothing. */
class BlockedTransferTest {

    private static final int SIZE = 4 * 1024 * 1024;

    @TempDir
    Path root;

    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private FileSystem fs;
    private ReadHandle handle;

    @BeforeEach
    void open() throws IOException {
        fs = LocalFileSystem.open(root);
        fs.write("/f", new byte[SIZE]);
        handle = fs.openRead("/f");
    }

    @AfterEach
    void close() throws IOException {
        threads.shutdownNow();
        fs.close();
    }

    @Test
    void closing_the_handle_does_not_wait_and_ends_the_transfer_once_the_target_takes_bytes() throws Exception {
        Stubborn target = new Stubborn();
        Future<Long> sent = threads.submit(() -> sendAll(target));
        target.entered.await();
        handle.close();
        assertFalse(sent.isDone());
        target.gate.countDown();
        requireClosed(sent);
        assertTrue(target.taken.get() < SIZE, "all bytes were sent after the close");
    }

    @Test
    void closing_the_handle_does_not_wait_for_a_pipe_that_is_full() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source()) {
            Future<Long> sent = threads.submit(() -> sendAll(pipe.sink()));
            source.read(ByteBuffer.allocate(1));
            handle.close();
            // Whoever owns the target can end it at any time.
            pipe.sink().close();
            assertThrows(ExecutionException.class, sent::get);
        }
    }

    @Test
    void an_interrupt_ends_the_transfer() throws Exception {
        Stubborn target = new Stubborn();
        Future<Long> sent = threads.submit(() -> sendAll(target));
        target.entered.await();
        threads.shutdownNow();
        Throwable failure = assertThrows(ExecutionException.class, sent::get).getCause();
        assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of((IOException) failure));
        assertEquals(0, target.taken.get());
    }

    private static void requireClosed(Future<Long> sent) {
        Throwable failure = assertThrows(ExecutionException.class, sent::get).getCause();
        assertTrue(failure instanceof ClosedChannelException, failure.toString());
    }

    private long sendAll(WritableByteChannel target) throws IOException {
        long position = 0;
        while (position < SIZE) {
            position += handle.transferTo(position, SIZE - position, target);
        }
        return position;
    }

    /** Takes nothing until the gate opens. */
    private static final class Stubborn implements WritableByteChannel {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch gate = new CountDownLatch(1);
        private final AtomicInteger taken = new AtomicInteger();

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new ClosedByInterruptException();
            }
            int count = bytes.remaining();
            bytes.position(bytes.limit());
            taken.addAndGet(count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
