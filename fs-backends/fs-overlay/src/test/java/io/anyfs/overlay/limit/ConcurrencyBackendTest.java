package io.anyfs.overlay.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.DirectoryListing;
import io.anyfs.ErrorKind;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Operation;
import io.anyfs.ReadHandle;
import io.anyfs.TransientStorageException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.fault.Gate;
import io.anyfs.overlay.time.NanoClock;
import io.anyfs.overlay.time.StandingClock;
import io.anyfs.overlay.time.SteppingClock;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.tck.model.ModelBackend;
import io.anyfs.tck.subject.Eventually;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ConcurrencyBackendTest {

    private static final ConcurrencyOptions OPTIONS =
            ConcurrencyOptions.DEFAULT.withMaxCalls(1).withMaxHandles(2).withMaxWait(Duration.ofSeconds(5));

    private static FileSystem over(NanoClock clock) {
        return FileSystem.over(new ConcurrencyBackend(new ModelBackend(), OPTIONS, clock));
    }

    @Test
    void no_more_files_and_listings_are_open_than_allowed() throws IOException {
        try (FileSystem fs = over(new SteppingClock())) {
            fs.write("/f", "abc");
            ReadHandle in = fs.openRead("/f");
            WriteHandle out = fs.openWrite("/g", WriteOptions.replace());
            TransientStorageException failure = assertThrows(TransientStorageException.class, () -> fs.list("/"));
            assertEquals(Duration.ofSeconds(5), failure.retryAfter());
            assertTrue(failure.getMessage().contains("all 2 open files and listings are in use"), failure.getMessage());
            out.abort(null);
            DirectoryListing listing = fs.list("/");
            assertThrows(TransientStorageException.class, () -> fs.openRead("/f"));
            in.close();
            fs.openRead("/f").close();
            listing.close();
        }
    }

    @Test
    void an_opening_that_fails_takes_no_place() throws IOException {
        try (FileSystem fs = over(new SteppingClock())) {
            for (int i = 0; i < 10; i++) {
                assertThrows(IOException.class, () -> fs.openRead("/missing"));
                assertThrows(IOException.class, () -> fs.list("/missing"));
            }
            fs.write("/f", "abc");
        }
    }

    @Test
    void no_more_calls_are_under_way_than_allowed() throws Exception {
        AtomicInteger most = new AtomicInteger();
        ConcurrencyOptions three = ConcurrencyOptions.DEFAULT.withMaxCalls(3);
        try (FileSystem fs = FileSystem.over(new ConcurrencyBackend(new Watched(new ModelBackend(), most), three))) {
            Race.assertAllSucceeded(Race.run(16, number -> {
                for (int call = 0; call < 100; call++) {
                    fs.stat("/");
                }
                return number;
            }));
        }
        assertTrue(most.get() <= 3, most::toString);
    }

    /** Counts how many calls are under way. */
    private static final class Watched extends ForwardingBackend {

        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most;

        Watched(ModelBackend delegate, AtomicInteger most) {
            super(delegate);
            this.most = most;
        }

        @Override
        public FileInfo stat(FsPath path, Links links) throws IOException {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                Thread.onSpinWait();
                return super.stat(path, links);
            } finally {
                now.decrementAndGet();
            }
        }
    }

    @Test
    void who_waits_too_long_is_told_to_come_again() throws Exception {
        Gate gate = new Gate();
        FaultPlan plan = new FaultPlan(1).at(1, Operation.STAT, Fault.delay(gate));
        try (FileSystem fs = FileSystem.over(
                new ConcurrencyBackend(new FaultBackend(new ModelBackend(), plan), OPTIONS, new SteppingClock()))) {
            Race.assertAllSucceeded(Race.run(List.of(() -> fs.stat("/"), () -> {
                gate.awaitArrival();
                Exception failure = assertThrows(TransientStorageException.class, () -> fs.stat("/"));
                assertTrue(failure.getMessage().contains("nothing was done"), failure.getMessage());
                gate.open();
                return failure;
            })));
            fs.stat("/");
        }
    }

    @Test
    void a_commit_that_may_not_begin_publishes_nothing() throws Exception {
        Gate gate = new Gate();
        FaultPlan plan = new FaultPlan(1).at(1, Operation.STAT, Fault.delay(gate));
        try (FileSystem fs = FileSystem.over(
                new ConcurrencyBackend(new FaultBackend(new ModelBackend(), plan), OPTIONS, new SteppingClock()))) {
            WriteHandle out = fs.openWrite("/f", WriteOptions.replace());
            Race.assertAllSucceeded(Race.run(List.of(() -> fs.stat("/"), () -> {
                gate.awaitArrival();
                Exception failure = assertThrows(TransientStorageException.class, out::commit);
                gate.open();
                return failure;
            })));
            assertFalse(fs.exists("/f"));
            fs.write("/f", "abc");
        }
    }

    @Test
    void an_interrupt_ends_the_waiting_and_the_next_gets_the_place() throws Exception {
        StandingClock standing = new StandingClock();
        try (FileSystem fs = over(standing)) {
            fs.write("/f", "abc");
            ReadHandle one = fs.openRead("/f");
            ReadHandle two = fs.openRead("/f");
            AtomicReference<Throwable> failed = new AtomicReference<>();
            Thread waiter = new Thread(() -> failed.set(assertThrows(IOException.class, () -> fs.openRead("/f"))));
            waiter.start();
            Eventually.holds("it waits", () -> standing.waiting() == 1);
            waiter.interrupt();
            waiter.join();
            assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(failed.get()));
            one.close();
            fs.openRead("/f").close();
            two.close();
        }
    }

    @Test
    void closing_the_storage_ends_the_waiting() throws Exception {
        StandingClock standing = new StandingClock();
        ConcurrencyBackend backend = new ConcurrencyBackend(new ModelBackend(), OPTIONS, standing);
        backend.list(FsPath.ROOT, ListOptions.ENTRIES);
        backend.list(FsPath.ROOT, ListOptions.ENTRIES);
        AtomicReference<Throwable> failed = new AtomicReference<>();
        Thread waiter = new Thread(() ->
                failed.set(assertThrows(IOException.class, () -> backend.list(FsPath.ROOT, ListOptions.ENTRIES))));
        waiter.start();
        Eventually.holds("it waits", () -> standing.waiting() == 1);
        backend.close();
        waiter.join();
        assertEquals(ErrorKind.CLOSED, ErrorKind.of(failed.get()));
    }

    @Test
    void it_is_opened_by_url() throws IOException {
        try (FileSystem fs = FileSystems.open("concurrency+mem:?concurrency.calls=2&concurrency.wait=1s")) {
            fs.write("/f", "abc");
            assertEquals("abc", fs.readString("/f"));
        }
    }
}
