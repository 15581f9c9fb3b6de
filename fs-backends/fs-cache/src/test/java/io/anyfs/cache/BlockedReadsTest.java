package io.anyfs.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.Operation;
import io.anyfs.ReadHandle;
import io.anyfs.fault.Fault;
import io.anyfs.fault.Gate;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads that wait, for the storage or for somebody who fetches their block, end when they are interrupted or their file is closed. */
class BlockedReadsTest extends CachedMemory {

    private final Gate gate = new Gate();

    @BeforeEach
    void write() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        storage.at(1, Operation.READ, Fault.delay(gate));
    }

    /** A read of the first block, on a thread of its own. */
    private static final class Reading {
        private final AtomicBoolean interrupted = new AtomicBoolean();
        private final FutureTask<ByteBuffer> task;
        private final Thread thread;

        Reading(ReadHandle in) {
            this.task = new FutureTask<>(() -> {
                try {
                    ByteBuffer block = ByteBuffer.allocate(BLOCK);
                    in.readFully(block, 0);
                    return block.flip();
                } finally {
                    interrupted.set(Thread.currentThread().isInterrupted());
                }
            });
            this.thread = new Thread(task, "reader");
            thread.start();
        }

        void awaitBlocked() {
            Eventually.holds("the reader waits", () -> thread.getState() == Thread.State.WAITING);
        }

        void interrupt() {
            thread.interrupt();
        }

        void assertGotTheBlock() throws Exception {
            assertEquals(ByteBuffer.wrap(TEN_BLOCKS, 0, BLOCK), task.get(30, TimeUnit.SECONDS));
        }

        Throwable failure() {
            return assertThrows(ExecutionException.class, () -> task.get(30, TimeUnit.SECONDS))
                    .getCause();
        }

        void assertInterrupted() {
            Throwable failure = failure();
            assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of((IOException) failure), failure::toString);
            assertTrue(interrupted.get(), "the thread stays interrupted");
        }
    }

    private void assertNothingIsLeft(CachingBackend cache) throws IOException {
        assertEquals(0, cache.statistics().bytes());
        assertEquals(0, cache.statistics().errors());
        assertEquals(0, blocks().size());
        try (Stream<Path> partial = Files.list(directory.resolve("cache/partial"))) {
            assertEquals(0, partial.count());
        }
    }

    @Test
    void an_interrupt_ends_the_wait_for_the_storage_and_leaves_the_handle_to_others() throws Exception {
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache);
                ReadHandle in = fs.openRead("/f")) {
            Reading reading = new Reading(in);
            gate.awaitArrival();
            reading.interrupt();
            reading.assertInterrupted();
            assertNothingIsLeft(cache);
            new Reading(in).assertGotTheBlock();
        }
    }

    @Test
    void who_waits_for_one_that_is_interrupted_fetches_the_block_himself() throws Exception {
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache);
                ReadHandle in = fs.openRead("/f");
                ReadHandle other = fs.openRead("/f")) {
            Reading fetching = new Reading(in);
            gate.awaitArrival();
            Reading waiting = new Reading(in);
            Reading elsewhere = new Reading(other);
            waiting.awaitBlocked();
            elsewhere.awaitBlocked();
            fetching.interrupt();
            fetching.assertInterrupted();
            waiting.assertGotTheBlock();
            elsewhere.assertGotTheBlock();
            assertEquals(0, cache.statistics().errors());
        }
    }

    @Test
    void an_interrupt_ends_the_wait_for_another_reader_who_is_not_disturbed() throws Exception {
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache);
                ReadHandle in = fs.openRead("/f")) {
            Reading fetching = new Reading(in);
            gate.awaitArrival();
            Reading waiting = new Reading(in);
            waiting.awaitBlocked();
            waiting.interrupt();
            waiting.assertInterrupted();
            gate.open();
            fetching.assertGotTheBlock();
            new Reading(in).assertGotTheBlock();
            assertEquals(BLOCK, cache.statistics().bytesFromStorage());
        }
    }

    @Test
    void an_interrupted_reader_of_a_stored_block_disturbs_nobody() throws Exception {
        gate.open();
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache);
                ReadHandle in = fs.openRead("/f")) {
            new Reading(in).assertGotTheBlock();
            FutureTask<Integer> interrupted = new FutureTask<>(() -> {
                Thread.currentThread().interrupt();
                return in.read(ByteBuffer.allocate(1), 0);
            });
            new Thread(interrupted, "interrupted").start();
            Throwable failure = assertThrows(ExecutionException.class, () -> interrupted.get(30, TimeUnit.SECONDS))
                    .getCause();
            assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of((IOException) failure), failure::toString);
            new Reading(in).assertGotTheBlock();
            assertEquals(0, cache.statistics().errors());
            assertEquals(0, cache.statistics().corrupt());
            assertEquals(1, cache.statistics().misses());
        }
    }

    @Test
    void a_close_ends_the_wait_for_the_storage_and_leaves_nothing() throws Exception {
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache)) {
            ReadHandle in = fs.openRead("/f");
            Reading fetching = new Reading(in);
            gate.awaitArrival();
            Reading waiting = new Reading(in);
            waiting.awaitBlocked();
            in.close();
            assertTrue(fetching.failure() instanceof ClosedChannelException, () -> "" + fetching.failure());
            assertTrue(waiting.failure() instanceof ClosedChannelException, () -> "" + waiting.failure());
            assertNothingIsLeft(cache);
            assertEquals(TEN_BLOCKS.length, fs.readBytes("/f").length);
        }
    }

    @Test
    void a_close_of_all_ends_the_reads() throws Exception {
        CachingBackend cache = open(options());
        FileSystem fs = FileSystem.over(cache);
        Reading fetching = new Reading(fs.openRead("/f"));
        gate.awaitArrival();
        Reading waiting = new Reading(fs.openRead("/f"));
        waiting.awaitBlocked();
        fs.close();
        assertEquals(ErrorKind.CLOSED, ErrorKind.of((IOException) fetching.failure()));
        assertEquals(ErrorKind.CLOSED, ErrorKind.of((IOException) waiting.failure()));
        assertNothingIsLeft(cache);
        open(options()).close();
    }
}
