package io.anyfs.overlay.retry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.CorruptDataException;
import io.anyfs.ErrorKind;
import io.anyfs.FileChangedException;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.ReadHandle;
import io.anyfs.TransientStorageException;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.overlay.time.NanoClock;
import io.anyfs.overlay.time.StandingClock;
import io.anyfs.overlay.time.SteppingClock;
import io.anyfs.spi.Backend;
import io.anyfs.tck.model.ModelBackend;
import io.anyfs.tck.subject.Eventually;
import io.anyfs.tck.subject.Race;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RetryBackendTest {

    private static final RetryOptions OPTIONS = RetryOptions.DEFAULT
            .withMaxAttempts(5)
            .withDelays(Duration.ofMillis(100), Duration.ofMillis(300))
            .withMaxTime(Duration.ofSeconds(10));

    private final FaultPlan plan = new FaultPlan(1);
    private final Backend storage = new FaultBackend(new ModelBackend(), plan);
    private final SteppingClock clock = new SteppingClock();

    private FileSystem open(RetryOptions options) {
        return open(options, clock);
    }

    private FileSystem open(RetryOptions options, NanoClock time) {
        return FileSystem.over(new RetryBackend(storage, options, time, () -> 1));
    }

    private void failing(int calls, Operation operation) {
        int before = plan.calls(operation);
        for (int call = 1; call <= calls; call++) {
            plan.at(before + call, operation, Fault.failTransiently());
        }
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    @Test
    void what_fails_for_the_moment_is_tried_again_with_longer_and_longer_waits() throws IOException {
        try (FileSystem fs = open(OPTIONS)) {
            failing(4, Operation.STAT);
            assertTrue(fs.stat("/").isDirectory());
            assertEquals(List.of(millis(100), millis(200), millis(300), millis(300)), clock.waits());
            assertEquals(5, plan.calls(Operation.STAT));
        }
    }

    @Test
    void chance_makes_waits_half_as_long_at_most() throws IOException {
        try (FileSystem fs = FileSystem.over(new RetryBackend(storage, OPTIONS, clock, () -> 0))) {
            failing(2, Operation.STAT);
            fs.stat("/");
            assertEquals(List.of(millis(50), millis(100)), clock.waits());
        }
    }

    @Test
    void it_ends_after_so_many_attempts() throws IOException {
        try (FileSystem fs = open(OPTIONS)) {
            failing(5, Operation.STAT);
            assertThrows(TransientStorageException.class, () -> fs.stat("/"));
            assertEquals(5, plan.calls(Operation.STAT));
        }
    }

    @Test
    void no_wait_is_begun_that_would_end_too_late() throws IOException {
        try (FileSystem fs = open(OPTIONS.withMaxTime(Duration.ofMillis(299)))) {
            failing(5, Operation.STAT);
            assertThrows(TransientStorageException.class, () -> fs.stat("/"));
            assertEquals(List.of(millis(100)), clock.waits());
        }
    }

    @Test
    void the_storage_says_how_long_to_wait() throws IOException {
        plan.at(
                1,
                Operation.STAT,
                Fault.fail((path, reason) -> new TransientStorageException(path, reason, Duration.ofSeconds(7))));
        try (FileSystem fs = open(OPTIONS)) {
            fs.stat("/");
            assertEquals(List.of(millis(7000)), clock.waits());
        }
    }

    @Test
    void damaged_data_is_not_asked_for_again() throws IOException {
        plan.at(1, Operation.STAT, Fault.fail(CorruptDataException::new));
        try (FileSystem fs = open(OPTIONS)) {
            assertThrows(CorruptDataException.class, () -> fs.stat("/"));
            assertEquals(List.of(), clock.waits());
        }
    }

    @Test
    void all_calls_together_have_a_budget() throws IOException {
        plan.sometimes(1, Operation.STAT, Fault.failTransiently());
        try (FileSystem fs = open(OPTIONS.withBudget(0.5, 3))) {
            for (int call = 0; call < 100; call++) {
                assertThrows(TransientStorageException.class, () -> fs.stat("/"));
            }
        }
        assertEquals(100 + 3 + 49, plan.calls(Operation.STAT), 1);
    }

    @Test
    void other_failures_are_told_at_once() throws IOException {
        plan.at(1, Operation.STAT, Fault.fail());
        try (FileSystem fs = open(OPTIONS)) {
            assertThrows(IOException.class, () -> fs.stat("/"));
            assertEquals(List.of(), clock.waits());
        }
    }

    @Test
    void a_read_goes_on_on_the_same_version_opened_anew() throws IOException {
        try (FileSystem fs = open(OPTIONS)) {
            fs.write("/f", "abc");
            try (ReadHandle in = fs.openRead("/f")) {
                failing(3, Operation.READ);
                ByteBuffer target = ByteBuffer.allocate(3);
                in.readFully(target, 0);
                assertArrayEquals(new byte[] {'a', 'b', 'c'}, target.array());
                assertEquals(3, plan.calls(Operation.OPEN_READ));
            }
        }
    }

    @Test
    void a_read_of_a_version_that_is_gone_tells_that_it_changed() throws IOException {
        try (FileSystem fs = open(OPTIONS)) {
            fs.write("/f", "abc");
            fs.write("/g", "abc");
            try (ReadHandle in = fs.openRead("/f");
                    ReadHandle deleted = fs.openRead("/g")) {
                fs.write("/f", "xyz");
                fs.delete("/g");
                failing(2, Operation.READ);
                assertThrows(FileChangedException.class, () -> in.read(ByteBuffer.allocate(3), 0));
                failing(2, Operation.READ);
                assertThrows(FileChangedException.class, () -> deleted.read(ByteBuffer.allocate(3), 0));
            }
        }
    }

    @Test
    void a_transfer_goes_on_behind_what_was_taken() throws IOException {
        try (FileSystem fs = open(OPTIONS)) {
            fs.write("/f", "abcdef");
            plan.fromByte(3, Operation.READ, Fault.failTransiently());
            ByteArrayOutputStream taken = new ByteArrayOutputStream();
            try (ReadHandle in = fs.openRead("/f")) {
                long sent = 0;
                while (sent < 6) {
                    sent += in.transferTo(sent, 6 - sent, Channels.newChannel(taken));
                }
            }
            assertEquals("abcdef", taken.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void a_listing_is_opened_anew_before_its_first_entry_and_not_later() throws IOException {
        try (FileSystem fs = open(OPTIONS)) {
            fs.write("/a", "");
            fs.write("/b", "");
            failing(3, Operation.LIST);
            assertEquals(2, fs.entries("/").size());
            plan.at(plan.calls(Operation.LIST) + 3, Operation.LIST, Fault.failTransiently());
            assertThrows(TransientStorageException.class, () -> fs.entries("/"));
        }
    }

    @Test
    void a_directory_is_created_again_if_it_is_not_there() throws IOException {
        try (FileSystem fs = open(OPTIONS)) {
            failing(2, Operation.CREATE_DIRECTORY);
            fs.createDirectory("/d");
            assertThrows(FileAlreadyExistsException.class, () -> fs.createDirectory("/d"));
        }
    }

    @Test
    void whose_directory_it_is_after_a_failure_is_unknown() throws IOException {
        plan.at(
                1,
                Operation.CREATE_DIRECTORY,
                new Fault.LostAcknowledgement(
                        (path, reason) -> new TransientStorageException(path, reason, Duration.ZERO)));
        try (FileSystem fs = open(OPTIONS)) {
            IOException failure = assertThrows(TransientStorageException.class, () -> fs.createDirectory("/d"));
            assertTrue(failure.getMessage().contains("the outcome is unknown"), failure.getMessage());
        }
    }

    @Test
    void what_could_be_anothers_the_second_time_is_not_made_again() throws IOException {
        try (FileSystem fs = open(OPTIONS)) {
            fs.write("/f", "abc");
            failing(1, Operation.DELETE);
            failing(1, Operation.MOVE);
            failing(1, Operation.COPY);
            failing(1, Operation.WRITE);
            assertThrows(TransientStorageException.class, () -> fs.delete("/f"));
            assertThrows(TransientStorageException.class, () -> fs.move("/f", "/g"));
            assertThrows(TransientStorageException.class, () -> fs.copy("/f", "/g"));
            assertThrows(TransientStorageException.class, () -> fs.write("/g", "x"));
            assertFalse(fs.exists("/g"));
            failing(1, Operation.SET_ATTRIBUTES);
            fs.setAttributes(FsPath.of("/f"), AttributeChanges.lastModified(Instant.EPOCH));
        }
    }

    @Test
    void an_interrupt_ends_the_waiting() throws Exception {
        try (FileSystem fs = open(OPTIONS, new StandingClock())) {
            failing(5, Operation.STAT);
            Race.assertAllSucceeded(Race.run(1, number -> {
                Thread.currentThread().interrupt();
                IOException failure = assertThrows(IOException.class, () -> fs.stat("/"));
                assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(failure));
                return assertTrueAndReturn(Thread.interrupted());
            }));
        }
    }

    private static boolean assertTrueAndReturn(boolean value) {
        assertTrue(value);
        return value;
    }

    @Test
    void closing_ends_the_waiting() throws Exception {
        StandingClock standing = new StandingClock();
        try (FileSystem fs = open(OPTIONS, standing)) {
            fs.write("/f", "abc");
            ReadHandle in = fs.openRead("/f");
            failing(5, Operation.READ);
            AtomicReference<Throwable> failed = new AtomicReference<>();
            Thread reader = new Thread(() ->
                    failed.set(assertThrows(IOException.class, () -> in.read(ByteBuffer.allocate(3), 0))));
            reader.start();
            Eventually.holds("the reader waits", () -> standing.waiting() == 1);
            in.close();
            reader.join();
            assertEquals(ErrorKind.CLOSED, ErrorKind.of(failed.get()));
        }
    }

    @Test
    void it_is_opened_by_url() throws IOException {
        try (FileSystem fs = FileSystems.open("retry+mem:?retry.attempts=2&retry.firstDelay=1ms&retry.ratio=0.5")) {
            assertTrue(fs.stat(FsPath.ROOT).isDirectory());
        }
    }
}
