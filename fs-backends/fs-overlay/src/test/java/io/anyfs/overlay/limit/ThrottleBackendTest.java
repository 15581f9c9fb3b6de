package io.anyfs.overlay.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.overlay.time.NanoClock;
import io.anyfs.overlay.time.StandingClock;
import io.anyfs.overlay.time.SteppingClock;
import io.anyfs.tck.model.ModelBackend;
import io.anyfs.tck.subject.Eventually;
import io.anyfs.tck.subject.Race;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThrottleBackendTest {

    private static final ThrottleOptions OPTIONS =
            ThrottleOptions.DEFAULT.withReadBytesPerSecond(1000).withWriteBytesPerSecond(500);

    private final SteppingClock clock = new SteppingClock();

    private static FileSystem over(ThrottleOptions options, NanoClock clock) {
        return FileSystem.over(new ThrottleBackend(new ModelBackend(), options, clock));
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void what_was_saved_up_passes_at_once_and_the_rest_at_the_rate() throws IOException {
        try (FileSystem fs = over(OPTIONS, clock)) {
            fs.write("/f", new byte[500]);
            assertEquals(0, clock.nanoTime());
            fs.write("/f", new byte[2500]);
            assertEquals(seconds(5), clock.nanoTime());
            fs.readBytes("/f");
            assertEquals(seconds(5) + Duration.ofMillis(1500).toNanos(), clock.nanoTime());
        }
    }

    @Test
    void no_more_is_saved_up_than_the_burst() throws IOException {
        try (FileSystem fs = over(OPTIONS.withBurst(Duration.ofSeconds(2)), clock)) {
            clock.advance(seconds(1000));
            fs.write("/f", new byte[1500]);
            assertEquals(seconds(1001), clock.nanoTime());
        }
    }

    @Test
    void large_requests_pass_in_pieces_of_a_tenth_of_a_second() throws IOException {
        try (FileSystem fs = over(OPTIONS, clock)) {
            fs.write("/f", new byte[1000]);
            assertEquals(10, clock.waits().size());
            try (ReadHandle in = fs.openRead("/f")) {
                assertEquals(100, in.read(ByteBuffer.allocate(1000), 0));
                assertEquals(-1, in.read(ByteBuffer.allocate(1000), 1000));
            }
        }
    }

    @Test
    void a_transfer_is_slowed_down_as_reads_are() throws IOException {
        try (FileSystem fs = over(OPTIONS.withWriteBytesPerSecond(ThrottleOptions.UNLIMITED), clock)) {
            fs.write("/f", new byte[3000]);
            ByteArrayOutputStream taken = new ByteArrayOutputStream();
            try (ReadHandle in = fs.openRead("/f")) {
                assertEquals(3000, in.transferTo(0, 5000, Channels.newChannel(taken)));
                assertEquals(0, in.transferTo(3000, 10, Channels.newChannel(taken)));
            }
            assertEquals(3000, taken.size());
            assertEquals(seconds(2), clock.nanoTime());
        }
    }

    @Test
    void many_that_write_at_once_share_the_rate() throws Exception {
        try (FileSystem fs = over(OPTIONS, clock)) {
            Race.assertAllSucceeded(Race.run(8, number -> {
                fs.write("/f" + number, new byte[500]);
                return number;
            }));
            assertTrue(clock.nanoTime() >= seconds(7), "3500 bytes beyond what was saved up take 7 s");
        }
    }

    @Test
    void calls_have_a_rate_of_their_own() throws IOException {
        try (FileSystem fs = over(ThrottleOptions.DEFAULT.withOperationsPerSecond(2), clock)) {
            for (int call = 0; call < 12; call++) {
                fs.stat("/");
            }
            assertEquals(seconds(5), clock.nanoTime());
        }
    }

    @Test
    void an_abort_ends_the_waiting_and_gives_the_tokens_back() throws Exception {
        StandingClock standing = new StandingClock();
        try (FileSystem fs = over(OPTIONS, standing)) {
            WriteHandle out = fs.openWrite("/f", WriteOptions.replace());
            AtomicReference<Throwable> failed = new AtomicReference<>();
            Thread writer =
                    new Thread(() -> failed.set(assertThrows(IOException.class, () -> out.write(new byte[5000]))));
            writer.start();
            Eventually.holds("the writer waits", () -> standing.waiting() == 1);
            out.abort(null);
            writer.join();
            assertEquals(ErrorKind.CLOSED, ErrorKind.of(failed.get()));
            assertFalse(fs.exists("/f"));
        }
    }

    @Test
    void an_interrupt_ends_the_waiting() throws Exception {
        try (FileSystem fs = over(ThrottleOptions.DEFAULT.withOperationsPerSecond(1), new StandingClock())) {
            fs.stat("/");
            Race.assertAllSucceeded(Race.run(1, number -> {
                Thread.currentThread().interrupt();
                IOException failure = assertThrows(IOException.class, () -> fs.stat("/"));
                assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(failure));
                return Thread.interrupted();
            }));
        }
    }

    @Test
    void it_is_opened_by_url() throws IOException {
        try (FileSystem fs = FileSystems.open("throttle+mem:?throttle.read=10MB&throttle.burst=10s")) {
            fs.write("/f", "abc");
            assertEquals("abc", fs.readString("/f"));
        }
    }
}
