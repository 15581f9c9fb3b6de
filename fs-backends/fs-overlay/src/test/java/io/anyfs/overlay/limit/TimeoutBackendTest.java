package io.anyfs.overlay.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.ReadHandle;
import io.anyfs.TransientStorageException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.fault.Gate;
import io.anyfs.overlay.time.TurnedClock;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingReadHandle;
import io.anyfs.tck.model.ModelBackend;
import io.anyfs.tck.subject.Eventually;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeoutBackendTest {

    private static final TimeoutOptions OPTIONS =
            TimeoutOptions.DEFAULT.withCall(Duration.ofSeconds(5)).withLongCall(Duration.ofSeconds(50));

    private final FaultPlan plan = new FaultPlan(1);
    private final TurnedClock clock = new TurnedClock();
    private final Gate gate = new Gate();
    private final AtomicInteger open = new AtomicInteger();
    private final FileSystem fs = FileSystem.over(
            new TimeoutBackend(new FaultBackend(new Counted(new ModelBackend(), open), plan), OPTIONS, clock));

    @AfterEach
    void close() throws IOException {
        gate.open();
        fs.close();
    }

    /** Counts the files that are open for reading. */
    private static final class Counted extends ForwardingBackend {

        private final AtomicInteger open;

        Counted(ModelBackend delegate, AtomicInteger open) {
            super(delegate);
            this.open = open;
        }

        @Override
        public BackendReadHandle openRead(FsPath path) throws IOException {
            BackendReadHandle handle = super.openRead(path);
            open.incrementAndGet();
            return new ForwardingReadHandle(handle) {
                @Override
                public void close() throws IOException {
                    open.decrementAndGet();
                    super.close();
                }
            };
        }
    }

    /** Makes a call, lets the time pass when it has come to the gate, and returns how it ended. */
    private Throwable late(Callable<?> call, Duration time) throws Exception {
        List<Race.Outcome<Object>> outcomes = Race.run(List.of(call::call, () -> {
            gate.awaitArrival();
            turnWhenAwaited(time);
            return gate;
        }));
        Throwable failure = outcomes.get(0).failure();
        assertTrue(failure != null, "it returned");
        return failure;
    }

    /** The call may be at the gate before its caller waits; time that passed before that does not count for him. */
    private void turnWhenAwaited(Duration time) {
        Eventually.holds("the caller waits", () -> clock.waiting() > 0);
        clock.turn(time.toNanos());
    }

    private void delayed(Operation operation) {
        plan.at(plan.calls(operation) + 1, operation, Fault.delay(gate));
    }

    @Test
    void a_call_that_takes_too_long_is_interrupted_and_told_as_unknown() throws Exception {
        delayed(Operation.STAT);
        Throwable failure = late(() -> fs.stat("/"), Duration.ofSeconds(5));
        assertEquals(TransientStorageException.class, failure.getClass());
        assertTrue(failure.getMessage().contains("longer than 5000 ms"), failure.getMessage());
        assertTrue(failure.getMessage().contains("outcome is unknown"), failure.getMessage());
        Eventually.holds("the call is interrupted", () -> gate.waiting() == 0);
        assertTrue(fs.stat("/").isDirectory());
    }

    @Test
    void a_file_that_is_opened_too_late_is_closed() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (FileSystem slow = FileSystem.over(new TimeoutBackend(
                new Uninterruptible(new Counted(new ModelBackend(), open), arrived, go), OPTIONS, clock))) {
            slow.write("/f", "abc");
            List<Race.Outcome<Object>> outcomes = Race.run(List.of(() -> slow.openRead("/f"), () -> {
                arrived.await();
                turnWhenAwaited(Duration.ofSeconds(5));
                return clock;
            }));
            assertEquals(
                    TransientStorageException.class, outcomes.get(0).failure().getClass());
            assertEquals(1, open.get());
            go.countDown();
            Eventually.holds("it is closed", () -> open.get() == 0);
        }
    }

    /** Opens files, and gives them when it is told to, interrupted or not. */
    private static final class Uninterruptible extends ForwardingBackend {

        private final CountDownLatch arrived;
        private final CountDownLatch go;

        Uninterruptible(ForwardingBackend delegate, CountDownLatch arrived, CountDownLatch go) {
            super(delegate);
            this.arrived = arrived;
            this.go = go;
        }

        @Override
        public BackendReadHandle openRead(FsPath path) throws IOException {
            BackendReadHandle handle = super.openRead(path);
            arrived.countDown();
            while (go.getCount() > 0) {
                Thread.onSpinWait();
            }
            return handle;
        }
    }

    @Test
    void a_write_of_which_a_call_was_late_never_commits() throws Exception {
        WriteHandle out = fs.openWrite("/f", WriteOptions.replace());
        delayed(Operation.WRITE);
        late(
                () -> {
                    out.write(new byte[10]);
                    return out;
                },
                Duration.ofSeconds(5));
        assertThrows(ClosedChannelException.class, () -> out.write(new byte[1]));
        assertThrows(IOException.class, out::commit);
        assertFalse(fs.exists("/f"));
    }

    @Test
    void a_commit_has_longer_and_says_that_its_outcome_is_unknown() throws Exception {
        WriteHandle out = fs.openWrite("/f", WriteOptions.replace());
        out.write(new byte[10]);
        delayed(Operation.COMMIT);
        Throwable failure = late(out::commit, Duration.ofSeconds(50));
        assertTrue(failure.getMessage().contains("longer than 50000 ms"), failure.getMessage());
        assertTrue(failure.getMessage().contains("outcome is unknown"), failure.getMessage());
    }

    @Test
    void a_late_read_writes_nothing_into_the_buffer_of_its_caller() throws Exception {
        fs.write("/f", "abc");
        try (ReadHandle in = fs.openRead("/f")) {
            ByteBuffer target = ByteBuffer.allocate(3);
            delayed(Operation.READ);
            late(() -> in.read(target, 0), Duration.ofSeconds(5));
            gate.open();
            assertEquals(0, target.position());
            assertEquals(3, in.read(target, 0));
        }
    }

    @Test
    void a_file_is_open_no_longer_than_it_may() throws IOException {
        try (FileSystem bounded = FileSystem.over(
                new TimeoutBackend(new ModelBackend(), OPTIONS.withHandle(Duration.ofSeconds(60)), clock))) {
            bounded.write("/f", "abc");
            WriteHandle out = bounded.openWrite("/g", WriteOptions.replace());
            try (ReadHandle in = bounded.openRead("/f")) {
                clock.turn(Duration.ofSeconds(60).toNanos());
                assertThrows(TransientStorageException.class, () -> in.read(ByteBuffer.allocate(3), 0));
                assertThrows(TransientStorageException.class, out::commit);
            }
            assertFalse(bounded.exists("/g"));
        }
    }

    @Test
    void an_interrupt_is_passed_on() throws Exception {
        delayed(Operation.STAT);
        Race.assertAllSucceeded(Race.run(1, number -> {
            Thread.currentThread().interrupt();
            IOException failure = assertThrows(IOException.class, () -> fs.stat("/"));
            assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(failure));
            return Thread.interrupted();
        }));
    }

    @Test
    void no_more_threads_are_used_than_allowed() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        TimeoutOptions one = OPTIONS.withMaxThreads(1).withCall(Duration.ofMillis(1));
        try (FileSystem bounded = FileSystem.over(new TimeoutBackend(
                new Uninterruptible(new Counted(new ModelBackend(), open), arrived, go), one, clock))) {
            bounded.write("/f", "abc");
            List<Race.Outcome<Object>> outcomes = Race.run(List.of(() -> bounded.openRead("/f"), () -> {
                arrived.await();
                Exception refused = assertThrows(TransientStorageException.class, () -> bounded.stat("/"));
                assertTrue(refused.getMessage().contains("all threads wait"), refused.getMessage());
                go.countDown();
                return clock;
            }));
            Race.assertAllSucceeded(outcomes);
            ((ReadHandle) outcomes.get(0).value()).close();
        }
    }

    @Test
    void it_is_opened_by_url() throws IOException {
        try (FileSystem byUrl = FileSystems.open("timeout+mem:?timeout.call=5s&timeout.handle=1h")) {
            byUrl.write("/f", "abc");
            assertEquals("abc", byUrl.readString("/f"));
        }
    }
}
