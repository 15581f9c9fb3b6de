package io.anyfs.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GarbageWatchTest {

    private final BlockingQueue<ResourceLeak> leaks = new LinkedBlockingQueue<>();
    private final LeakListener listener = leaks::add;
    private final ResourceNode root = ResourceNode.root(ResourceKind.FILE_SYSTEM, "storage", () -> {});

    /** These leaks are meant. Held here, for the JDK forgets the level of a logger that nobody holds. */
    private static final Logger LOG = Logger.getLogger("io.anyfs.leaks");

    private Object held;

    @BeforeEach
    void listen() {
        LOG.setLevel(Level.OFF);
        LeakDetection.use(LeakDetection.FULL);
        Leaks.addListener(listener);
    }

    @AfterEach
    void ignore() throws IOException {
        Leaks.removeListener(listener);
        LOG.setLevel(null);
        LeakDetection.use(LeakDetection.SAMPLED);
        root.close();
    }

    @Test
    void what_became_garbage_is_closed_counted_and_reported_with_its_place() throws Exception {
        long before = Leaks.count();
        CountDownLatch closed = new CountDownLatch(1);
        forget(root, "/forgotten", closed::countDown);

        ResourceLeak leak = collectUntilLeak();

        assertEquals("/forgotten", leak.resource().label());
        assertEquals(ResourceLeak.Cause.GARBAGE, leak.cause());
        assertNotNull(leak.resource().openedBy());
        assertEquals(0, closed.getCount());
        assertTrue(Leaks.count() > before);
        assertEquals(List.of(), root.openBelow());
    }

    @Test
    void what_is_held_or_closed_in_time_is_not_reported() throws Exception {
        held = new Object();
        ResourceNode node = root.open(ResourceKind.READ, "/held", () -> {});
        node.watch(held);
        ResourceNode closed = root.open(ResourceKind.READ, "/closed", () -> {});
        closed.watch(new Object());
        closed.close();
        forget(root, "/forgotten", () -> {});

        assertEquals("/forgotten", collectUntilLeak().resource().label());

        assertFalse(node.isClosed(), () -> "closed although there is " + held);
        assertEquals(List.of(), List.copyOf(leaks));
    }

    @Test
    void a_slow_abort_does_not_hold_up_the_others() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        forget(root, "/slow", () -> {
            stuck.countDown();
            awaitIt(goOn);
        });
        collectUntil(stuck);

        forget(root, "/quick", () -> {});
        ResourceLeak first = collectUntilLeak();
        goOn.countDown();
        ResourceLeak second = leaks.poll(60, TimeUnit.SECONDS);

        assertEquals("/quick", first.resource().label());
        assertEquals("/slow", second.resource().label());
    }

    @Test
    void leaks_of_an_owner_and_of_what_it_owns_are_each_reported_once() throws Exception {
        forgetTree();

        Set<String> reported = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            assertTrue(reported.add(collectUntilLeak().resource().label()), () -> "twice: " + reported);
        }

        assertEquals(Set.of("borrow", "/0", "/1", "/2"), reported);
        assertEquals(List.of(), List.copyOf(leaks));
        assertEquals(List.of(), root.openBelow());
    }

    @Test
    void many_leaks_at_once_are_all_closed_on_a_few_threads() throws Exception {
        CountDownLatch closed = new CountDownLatch(10_000);
        Set<Thread> closers = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 10_000; i++) {
            forget(root, "/many", () -> {
                closers.add(Thread.currentThread());
                closed.countDown();
            });
        }

        collectUntil(closed);
        for (int i = 0; i < 10_000; i++) {
            assertNotNull(leaks.poll(60, TimeUnit.SECONDS));
        }

        assertTrue(closers.size() <= 4, closers::toString);
        assertTrue(closers.stream().allMatch(Thread::isDaemon));
    }

    @Test
    void only_some_of_many_leaks_are_logged_and_the_next_tells_of_the_rest() {
        Leaks.LogLimit limit = new Leaks.LogLimit(2, 1000);

        List<Long> answers = new ArrayList<>();
        for (long now : new long[] {5, 6, 7, 1004, 1005, 1006, 1007}) {
            answers.add(limit.pass(now));
        }

        assertEquals(List.of(0L, 0L, -1L, -1L, 2L, 0L, -1L), answers);
    }

    private void forgetTree() {
        Object holder = new Object();
        ResourceNode borrow = root.open(ResourceKind.BORROW, "borrow", () -> {});
        borrow.watch(holder);
        for (int i = 0; i < 3; i++) {
            forget(borrow, "/" + i, () -> {});
        }
    }

    private static void forget(ResourceNode owner, String label, Closeable resource) {
        owner.open(ResourceKind.WRITE, label, resource).watch(new Object());
    }

    private ResourceLeak collectUntilLeak() throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            System.gc();
            ResourceLeak leak = leaks.poll(100, TimeUnit.MILLISECONDS);
            if (leak != null) {
                return leak;
            }
        }
        throw new AssertionError("no leak was noticed");
    }

    private static void collectUntil(CountDownLatch latch) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            System.gc();
            if (latch.await(100, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        throw new AssertionError("not noticed");
    }

    private static void awaitIt(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
