package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemThreadsTest {

    private final SystemThreads threads = new SystemThreads();

    @AfterEach
    void close() throws InterruptedException {
        threads.close();
        threads.awaitEnd(Duration.ofSeconds(60));
        Served.awaitNoThreads();
    }

    @Test
    void a_turn_runs_on_a_thread_of_its_own_and_tells_what_it_moved() throws IOException {
        AtomicReference<Thread> ran = new AtomicReference<>();
        assertEquals(42, threads.run(() -> {
            ran.set(Thread.currentThread());
            return 42;
        }));
        assertNotSame(Thread.currentThread(), ran.get());
    }

    @Test
    void a_turn_that_fails_fails_its_transfer_with_the_same_failure() {
        IOException failure = new IOException("reset");
        assertSame(
                failure,
                assertThrows(
                        IOException.class,
                        () -> threads.run(() -> {
                            throw failure;
                        })));
        IllegalStateException bug = new IllegalStateException("bug");
        assertSame(
                bug,
                assertThrows(
                        IllegalStateException.class,
                        () -> threads.run(() -> {
                            throw bug;
                        })));
    }

    @Test
    void nobody_waits_for_a_thread_while_all_are_at_work() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch atWork = new CountDownLatch(SystemThreads.most());
        List<CompletableFuture<Long>> turns = new ArrayList<>();
        for (int i = 0; i < SystemThreads.most(); i++) {
            turns.add(running(() -> {
                atWork.countDown();
                await(end);
                return 1;
            }));
        }
        atWork.await();
        AtomicBoolean ran = new AtomicBoolean();
        assertEquals(SystemThreads.NONE_FREE, threads.run(() -> {
            ran.set(true);
            return 1;
        }));
        assertFalse(ran.get());
        end.countDown();
        for (CompletableFuture<Long> turn : turns) {
            assertEquals(1, turn.get());
        }
        Eventually.holds("a thread is free again", () -> threads.run(() -> 1) == 1);
    }

    @Test
    void who_is_interrupted_returns_when_the_turn_has_let_go_of_what_it_uses() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean letGo = new AtomicBoolean();
        AtomicBoolean letGoBefore = new AtomicBoolean();
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread transfer = new Thread(() -> {
            try {
                threads.run(() -> {
                    begun.countDown();
                    await(new CountDownLatch(1));
                    letGo.set(true);
                    return 1;
                });
                thrown.complete(new AssertionError("it was not interrupted"));
            } catch (IOException failure) {
                letGoBefore.set(letGo.get());
                stillInterrupted.set(Thread.currentThread().isInterrupted());
                thrown.complete(failure);
            }
        });
        transfer.start();
        begun.await();
        transfer.interrupt();
        assertEquals(InterruptedIOException.class, thrown.get().getClass());
        assertTrue(letGoBefore.get());
        assertTrue(stillInterrupted.get());
        transfer.join();
    }

    @Test
    void turns_end_with_the_server_and_none_begins_after_it() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Long> turn = running(() -> {
            begun.countDown();
            await(new CountDownLatch(1));
            return 7;
        });
        begun.await();
        threads.close();
        assertEquals(7, turn.get());
        assertEquals(SystemThreads.NONE_FREE, threads.run(() -> 1));
    }

    private CompletableFuture<Long> running(SystemThreads.Turn turn) {
        CompletableFuture<Long> result = new CompletableFuture<>();
        Thread transfer = new Thread(() -> {
            try {
                result.complete(threads.run(turn));
            } catch (IOException | RuntimeException failure) {
                result.completeExceptionally(failure);
            }
        });
        transfer.start();
        return result;
    }

    /** Until then, or until told to stop. */
    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
