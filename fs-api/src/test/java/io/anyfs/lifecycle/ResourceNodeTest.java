package io.anyfs.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResourceNodeTest {

    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());
    private final ResourceNode root =
            ResourceNode.root(ResourceKind.FILE_SYSTEM, "storage", () -> closed.add("storage"));

    @AfterEach
    void closeRoot() throws IOException {
        LeakDetection.use(LeakDetection.SAMPLED);
        root.release();
    }

    @Test
    void closing_closes_the_youngest_first_and_owners_after_what_they_own() throws IOException {
        ResourceNode borrow = root.open(ResourceKind.BORROW, "borrow", () -> closed.add("borrow"));
        root.open(ResourceKind.READ, "/a", () -> closed.add("/a"));
        borrow.open(ResourceKind.WRITE, "/b", () -> closed.add("/b"));
        borrow.open(ResourceKind.WRITE, "/c", () -> closed.add("/c"));

        root.close();

        assertEquals(List.of("/a", "/c", "/b", "borrow", "storage"), closed);
        assertTrue(root.isClosed());
        assertTrue(borrow.isClosed());
        assertEquals(List.of(), root.openBelow());
    }

    @Test
    void a_second_close_does_nothing() throws IOException {
        root.close();
        root.close();

        assertEquals(List.of("storage"), closed);
        assertFalse(root.release());
    }

    @Test
    void nothing_can_be_opened_below_what_is_closed() throws IOException {
        root.close();

        assertNull(root.open(ResourceKind.READ, "/a", () -> closed.add("/a")));
        assertEquals(List.of("storage"), closed);
    }

    @Test
    void every_failure_is_kept_and_keeps_nothing_from_being_closed() {
        root.open(ResourceKind.READ, "/a", () -> closed.add("/a"));
        IOException checked = new IOException("first");
        IllegalStateException unchecked = new IllegalStateException("second");
        AssertionError error = new AssertionError("third");
        root.open(ResourceKind.READ, "/error", () -> {
            throw error;
        });
        root.open(ResourceKind.READ, "/unchecked", () -> {
            throw unchecked;
        });
        root.open(ResourceKind.READ, "/checked", () -> {
            throw checked;
        });

        IOException failure = assertThrows(IOException.class, root::close);

        assertSame(checked, failure);
        assertEquals(
                List.of(unchecked, error),
                Arrays.stream(failure.getSuppressed()).map(Throwable::getCause).toList());
        assertEquals("closing /unchecked failed", failure.getSuppressed()[0].getMessage());
        assertEquals(List.of("/a", "storage"), closed);
    }

    @Test
    void a_storage_that_throws_one_failure_many_times_is_closed_too() {
        IOException sticky = new IOException("the connection is gone");
        Closeable broken = () -> {
            throw sticky;
        };
        root.open(ResourceKind.WRITE, "/a", broken);
        root.open(ResourceKind.WRITE, "/b", broken);

        assertSame(sticky, assertThrows(IOException.class, root::close));
        assertEquals(List.of("storage"), closed);
    }

    @Test
    void an_owner_is_closed_after_what_another_thread_is_closing_below_it() throws Exception {
        CountDownLatch aborting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ResourceNode write = root.open(ResourceKind.WRITE, "/slow", () -> {
            aborting.countDown();
            await(goOn);
            closed.add("/slow");
        });
        Thread client = start(write::close);
        await(aborting);
        Thread operator = start(root::close);
        awaitState(operator, Thread.State.WAITING);
        assertEquals(List.of(), closed);

        goOn.countDown();
        client.join();
        operator.join();

        assertEquals(List.of("/slow", "storage"), closed);
    }

    @Test
    void an_interrupt_ends_the_waiting_and_closes_the_rest() throws Exception {
        CountDownLatch aborting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ResourceNode write = root.open(ResourceKind.WRITE, "/hangs", () -> {
            aborting.countDown();
            await(goOn);
        });
        root.open(ResourceKind.READ, "/a", () -> closed.add("/a"));
        Thread client = start(write::close);
        await(aborting);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread operator = start(() -> {
            failure.set(assertThrows(IOException.class, root::close));
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        awaitState(operator, Thread.State.WAITING);

        operator.interrupt();
        operator.join();

        assertInstanceOf(InterruptedIOException.class, failure.get());
        assertTrue(stillInterrupted.get());
        assertEquals(List.of("/a", "storage"), closed);
        goOn.countDown();
        client.join();
    }

    @Test
    void a_resource_that_closes_its_owner_when_it_is_closed_does_not_wait_for_itself() throws IOException {
        AtomicReference<ResourceNode> session = new AtomicReference<>();
        session.set(root.open(ResourceKind.SESSION, "client", () -> closed.add("client")));
        ResourceNode read = session.get().open(ResourceKind.READ, "/a", () -> {
            session.get().close();
            closed.add("/a");
        });

        read.close();

        assertEquals(List.of("client", "/a"), closed);
        assertEquals(List.of(), root.openBelow());
    }

    @Test
    void a_chain_of_any_length_is_told_and_closed() throws IOException {
        ResourceNode last = root;
        for (int i = 0; i < 100_000; i++) {
            last = last.open(ResourceKind.BORROW, i, () -> {});
        }
        assertEquals(100_000, root.openBelow().size());

        root.close();

        assertTrue(last.isClosed());
        assertEquals(List.of("storage"), closed);
    }

    @Test
    void a_label_that_fails_hides_nothing_and_keeps_nothing_open() throws IOException {
        Object label = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no name");
            }
        };
        root.open(ResourceKind.SESSION, label, () -> {
            throw new IllegalStateException("broken");
        });
        root.open(ResourceKind.READ, "/a", () -> {});

        List<OpenResource> open = root.openBelow();
        IOException failure = assertThrows(IOException.class, root::close);

        assertEquals(
                "(" + label.getClass().getName() + " failed: java.lang.IllegalStateException)",
                open.get(0).label());
        assertEquals("/a", open.get(1).label());
        assertEquals("closing " + open.get(0).label() + " failed", failure.getMessage());
        assertEquals(List.of("storage"), closed);
    }

    @Test
    void at_strict_an_owner_that_is_closed_over_open_handles_fails_and_says_where_they_were_opened()
            throws IOException {
        LeakDetection.use(LeakDetection.STRICT);
        ResourceNode strict = root.open(ResourceKind.BORROW, "borrow", () -> closed.add("borrow"));
        strict.open(ResourceKind.WRITE, "/forgotten", () -> closed.add("/forgotten"));

        ResourceLeakException failure = assertThrows(ResourceLeakException.class, strict::close);

        assertTrue(
                failure.getMessage()
                        .startsWith("1 still open when borrow was closed: [WRITE /forgotten (owner borrow, open for "),
                failure.getMessage());
        assertTrue(failure.getMessage().endsWith("open for 0 s)]"), failure.getMessage());
        OpeningPlace place = assertInstanceOf(OpeningPlace.class, failure.getSuppressed()[0]);
        assertTrue(
                Arrays.stream(place.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().startsWith("at_strict_an_owner")),
                () -> Arrays.toString(place.getStackTrace()));
        assertEquals(List.of("/forgotten", "borrow"), closed);
    }

    @Test
    void at_strict_what_another_thread_is_just_closing_was_not_forgotten() throws Exception {
        LeakDetection.use(LeakDetection.STRICT);
        ResourceNode strict = root.open(ResourceKind.BORROW, "borrow", () -> {});
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ResourceNode read = strict.open(ResourceKind.READ, "/a", () -> {
            closing.countDown();
            await(goOn);
        });
        Thread client = start(read::close);
        await(closing);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread operator = start(() -> {
            try {
                strict.close();
            } catch (IOException unexpected) {
                failure.set(unexpected);
            }
        });
        awaitState(operator, Thread.State.WAITING);
        goOn.countDown();
        client.join();
        operator.join();

        assertNull(failure.get());
    }

    @Test
    void at_strict_a_leak_does_not_replace_the_failure_of_a_close() throws IOException {
        LeakDetection.use(LeakDetection.STRICT);
        IOException broken = new IOException("broken");
        ResourceNode strict = root.open(ResourceKind.BORROW, "borrow", () -> {
            throw broken;
        });
        strict.open(ResourceKind.READ, "/forgotten", () -> {});

        assertSame(broken, assertThrows(IOException.class, strict::close));
        assertInstanceOf(ResourceLeakException.class, broken.getSuppressed()[0]);
    }

    @Test
    void a_listener_that_fails_keeps_nothing_open() throws IOException {
        LeakDetection.use(LeakDetection.STRICT);
        ResourceNode strict = root.open(ResourceKind.BORROW, "borrow", () -> closed.add("borrow"));
        strict.open(ResourceKind.READ, "/forgotten", () -> closed.add("/forgotten"));
        List<ResourceLeak> told = new ArrayList<>();
        LeakListener listener = leak -> {
            told.add(leak);
            throw new AssertionError("a test's own assertion");
        };
        Logger log = Logger.getLogger("io.anyfs.leaks");
        log.setLevel(Level.OFF); // the failure of the listener is expected
        Leaks.addListener(listener);
        try {
            assertThrows(ResourceLeakException.class, strict::close);
        } finally {
            Leaks.removeListener(listener);
            log.setLevel(null);
        }

        assertEquals(List.of("/forgotten", "borrow"), closed);
        assertEquals(1, told.size());
        assertEquals(ResourceLeak.Cause.OWNER_CLOSED, told.get(0).cause());
    }

    @Test
    void whatever_races_each_resource_is_closed_once_and_the_owner_last() throws Exception {
        for (int round = 0; round < 50; round++) {
            AtomicInteger open = new AtomicInteger();
            AtomicInteger openAtTheEnd = new AtomicInteger(-1);
            ResourceNode storage =
                    ResourceNode.root(ResourceKind.FILE_SYSTEM, "raced", () -> openAtTheEnd.set(open.get()));
            CountDownLatch busy = new CountDownLatch(4);
            List<Thread> clients = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                clients.add(start(() -> {
                    for (int i = 0; ; i++) {
                        open.incrementAndGet();
                        AtomicBoolean once = new AtomicBoolean();
                        ResourceNode borrow = storage.open(ResourceKind.BORROW, "borrow", () -> {
                            assertTrue(once.compareAndSet(false, true));
                            open.decrementAndGet();
                        });
                        if (borrow == null) {
                            open.decrementAndGet();
                            return;
                        }
                        open.incrementAndGet();
                        if (borrow.open(ResourceKind.READ, "/a", open::decrementAndGet) == null) {
                            open.decrementAndGet();
                        }
                        if (i % 3 != 0) {
                            borrow.close();
                        }
                        busy.countDown();
                    }
                }));
            }
            await(busy);
            storage.close();
            // A client may just have counted what it then cannot open; those that were opened are closed.
            assertTrue(openAtTheEnd.get() <= 4, "open when the storage was closed: " + openAtTheEnd.get());
            for (Thread client : clients) {
                client.join();
            }
            assertEquals(0, open.get());
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Thread start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static void awaitState(Thread thread, Thread.State state) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (thread.getState() != state) {
            assertTrue(System.nanoTime() < deadline, "still " + thread.getState());
            Thread.onSpinWait();
        }
    }
}
