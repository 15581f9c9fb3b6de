package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PartMemoryTest {

    private static final int CHUNK = PartMemory.CHUNK;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    /** Memory for exactly so many chunks beside the window. */
    private static PartMemory memory(int chunks) {
        return new PartMemory((chunks * (long) CHUNK * 8 + 6) / 7);
    }

    @Test
    void many_more_parts_than_fit_are_all_filled_and_never_take_more_than_there_is() throws Exception {
        int partChunks = 8;
        PartMemory memory = memory(3 * partChunks);
        long budget = 3L * partChunks * CHUNK;
        List<Future<?>> uploads = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            Random random = new Random(number);
            uploads.add(threads.submit(() -> {
                PartMemory.Share share = memory.share();
                for (int part = 0; part < 4; part++) {
                    // Some parts stay small, and some give back what they took.
                    int count = random.nextInt(4) == 0 ? 1 + random.nextInt(partChunks) : partChunks;
                    share.begin(partChunks * (long) CHUNK);
                    List<byte[]> chunks = new ArrayList<>();
                    while (chunks.size() < count) {
                        chunks.add(share.take());
                        assertTrue(memory.usedBytes() <= budget, () -> "used " + memory.usedBytes());
                        if (random.nextInt(20) == 0) {
                            share.giveBackUnsealed(List.of(chunks.remove(chunks.size() - 1)));
                        }
                        pause(random);
                    }
                    if (random.nextInt(10) == 0) {
                        share.close();
                        memory.giveBack(chunks);
                        return true;
                    }
                    share.seal();
                    pause(random);
                    memory.giveBack(chunks);
                }
                share.close();
                return true;
            }));
        }
        for (Future<?> upload : uploads) {
            upload.get();
        }
        assertEquals(0, memory.usedBytes());
    }

    private static void pause(Random random) throws InterruptedException {
        int kind = random.nextInt(10);
        if (kind == 0) {
            TimeUnit.MICROSECONDS.sleep(random.nextInt(500));
        } else if (kind < 4) {
            LockSupport.parkNanos(1000);
        }
    }

    @Test
    void a_part_that_has_outgrown_its_first_chunks_never_waits_again() throws Exception {
        PartMemory memory = memory(12);
        PartMemory.Share one = share(memory, 6);
        List<byte[]> first = take(one, 3);
        PartMemory.Share other = share(memory, 6);
        List<byte[]> second = take(other, 3);
        // Six more are free, but they belong to these two.
        PartMemory.Share third = share(memory, 6);
        Future<byte[]> waiting = waitingFor(third);
        first.addAll(take(one, 3));
        second.addAll(take(other, 3));
        assertFalse(waiting.isDone());
        one.seal();
        assertFalse(waiting.isDone());
        memory.giveBack(first);
        waiting.get();
        take(third, 5);
        assertEquals(12L * CHUNK, memory.usedBytes());
    }

    @Test
    void small_parts_do_not_wait_for_large_ones_to_be_sent() throws Exception {
        PartMemory memory = memory(32);
        take(share(memory, 20), 3);
        PartMemory.Share large = share(memory, 20);
        take(large, 2);
        Future<byte[]> waiting = waitingFor(large);
        take(share(memory, 20), 2);
        assertFalse(waiting.isDone());
    }

    @Test
    void those_who_hold_few_chunks_for_long_leave_room_for_a_whole_part() throws Exception {
        PartMemory memory = memory(16);
        take(share(memory, 8), 2);
        take(share(memory, 8), 2);
        // No more is for first chunks: this one is sure of all from the start.
        take(share(memory, 8), 8);
        Future<byte[]> waiting = waitingFor(share(memory, 8));
        assertEquals(12L * CHUNK, memory.usedBytes());
        assertFalse(waiting.isDone());
    }

    @Test
    void a_large_part_that_waits_is_not_overtaken_for_ever() throws Exception {
        PartMemory memory = memory(16);
        PartMemory.Share holder = share(memory, 8);
        List<byte[]> held = take(holder, 8);
        PartMemory.Share large = share(memory, 12);
        take(large, 2);
        Future<byte[]> first = waitingFor(large);
        // It would fit beside what is held, but then the large one would wait for it, too.
        PartMemory.Share small = share(memory, 5);
        take(small, 2);
        Future<byte[]> second = waitingFor(small);
        holder.seal();
        memory.giveBack(held);
        first.get();
        assertFalse(second.isDone());
        List<byte[]> rest = take(large, 9);
        assertEquals(9, rest.size());
        large.close();
        memory.giveBack(rest);
        second.get();
    }

    @Test
    void a_sealed_part_makes_others_wait_for_its_memory_only() throws Exception {
        PartMemory memory = memory(8);
        PartMemory.Share one = share(memory, 6);
        List<byte[]> sealed = take(one, 3);
        PartMemory.Share other = share(memory, 5);
        take(other, 2);
        Future<byte[]> waiting = waitingFor(other);
        // Of the six that were put aside three were never taken.
        one.seal();
        waiting.get();
        take(other, 2);
        assertEquals(8L * CHUNK, memory.usedBytes());
        memory.giveBack(sealed);
        assertEquals(5L * CHUNK, memory.usedBytes());
    }

    @Test
    void who_waits_longer_gets_it_first() throws Exception {
        PartMemory memory = memory(3);
        PartMemory.Share holder = share(memory, 3);
        List<byte[]> held = take(holder, 3);
        PartMemory.Share early = share(memory, 3);
        PartMemory.Share late = share(memory, 3);
        Future<byte[]> first = waitingFor(early);
        Future<byte[]> second = waitingFor(late);
        holder.seal();
        memory.giveBack(held);
        List<byte[]> got = new ArrayList<>(List.of(first.get()));
        got.addAll(take(early, 2));
        assertFalse(second.isDone());
        early.seal();
        memory.giveBack(got);
        second.get();
    }

    @Test
    void closing_a_share_wakes_who_waits_in_it_and_serves_others() throws Exception {
        PartMemory memory = memory(2);
        PartMemory.Share holder = share(memory, 2);
        List<byte[]> held = List.of(holder.take(), holder.take());
        PartMemory.Share closed = share(memory, 2);
        PartMemory.Share other = share(memory, 2);
        Future<byte[]> ended = waitingFor(closed);
        Future<byte[]> served = waitingFor(other);
        closed.close();
        assertEquals(AsynchronousCloseException.class, failure(ended).getClass());
        assertFalse(served.isDone());
        holder.close();
        memory.giveBack(held);
        served.get();
        assertThrows(AsynchronousCloseException.class, closed::take);
        assertEquals(CHUNK, memory.usedBytes());
    }

    @Test
    void closing_a_share_that_is_half_full_lets_another_have_what_was_put_aside() throws Exception {
        PartMemory memory = memory(8);
        PartMemory.Share half = share(memory, 6);
        take(half, 3);
        PartMemory.Share other = share(memory, 5);
        take(other, 2);
        Future<byte[]> waiting = waitingFor(other);
        // What was taken is still to be given back; the rest is free.
        half.close();
        waiting.get();
        take(other, 2);
        assertEquals(8L * CHUNK, memory.usedBytes());
    }

    @Test
    void an_interrupt_ends_the_wait_and_takes_nothing() throws Exception {
        PartMemory memory = memory(1);
        PartMemory.Share holder = share(memory, 1);
        byte[] chunk = holder.take();
        PartMemory.Share waiter = share(memory, 1);
        boolean[] stillInterrupted = new boolean[1];
        Future<byte[]> waiting = waitingFor(() -> {
            try {
                return waiter.take();
            } finally {
                stillInterrupted[0] = Thread.interrupted();
            }
        });
        waiting.cancel(true);
        Eventually.holds("the wait ends", () -> stillInterrupted[0]);
        holder.seal();
        memory.giveBack(List.of(chunk));
        assertEquals(0, memory.usedBytes());
        assertEquals(CHUNK, waiter.take().length);
    }

    @Test
    void who_was_interrupted_before_fails_instead_of_waiting() throws Exception {
        PartMemory memory = memory(1);
        share(memory, 1).take();
        PartMemory.Share waiter = share(memory, 1);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, waiter::take);
        assertTrue(Thread.interrupted());
    }

    @Test
    void a_part_for_which_there_would_never_be_enough_is_refused() throws Exception {
        PartMemory memory = memory(8);
        PartMemory.Share share = memory.share();
        assertThrows(IllegalArgumentException.class, () -> share.begin(6L * CHUNK + 1));
        // Whoever holds first chunks, and for how long: this much is always left in the end.
        take(share(memory, 6), 2);
        share.begin(6L * CHUNK);
        take(share, 6);
    }

    @Test
    void a_part_gets_no_more_than_it_claimed() throws IOException {
        PartMemory.Share share = share(memory(4), 2);
        share.take();
        share.take();
        assertThrows(IllegalStateException.class, share::take);
    }

    @Test
    void the_largest_part_leaves_room_for_a_second_one() throws IOException {
        PartMemory memory = memory(9);
        assertEquals(4L * CHUNK, memory.largestPart());
        assertEquals(1L << 30, new PartMemory(1L << 40).largestPart());
        for (int part = 0; part < 2; part++) {
            PartMemory.Share share = memory.share();
            share.begin(memory.largestPart());
            for (int chunk = 0; chunk < 4; chunk++) {
                share.take();
            }
            share.seal();
        }
        assertEquals(8L * CHUNK, memory.usedBytes());
    }

    @Test
    void the_shared_memory_has_room_for_two_of_the_smallest_parts_that_S3_takes() {
        assertTrue(PartMemory.shared().largestPart() >= S3Options.MIN_PART_SIZE);
    }

    @Test
    void the_window_is_reserved_apart_from_the_parts_and_to_its_last_byte() throws IOException {
        PartMemory memory = new PartMemory(16L * CHUNK);
        assertFalse(memory.tryReserve(2L * CHUNK + 1));
        assertTrue(memory.tryReserve(2L * CHUNK));
        assertFalse(memory.tryReserve(1));
        assertEquals(2L * CHUNK, memory.usedBytes());
        PartMemory.Share share = share(memory, 7);
        PartMemory.Share other = share(memory, 7);
        List<byte[]> chunks = take(share, 7);
        List<byte[]> others = take(other, 7);
        assertEquals(16L * CHUNK, memory.usedBytes());
        memory.release(5);
        assertTrue(memory.tryReserve(5));
        memory.release(2L * CHUNK);
        share.giveBackUnsealed(chunks);
        other.giveBackUnsealed(others);
        assertEquals(0, memory.usedBytes());
    }

    private static List<byte[]> take(PartMemory.Share share, int count) throws IOException {
        List<byte[]> chunks = new ArrayList<>();
        while (chunks.size() < count) {
            chunks.add(share.take());
        }
        return chunks;
    }

    private static PartMemory.Share share(PartMemory memory, int chunks) {
        PartMemory.Share share = memory.share();
        share.begin(chunks * (long) CHUNK);
        return share;
    }

    private Future<byte[]> waitingFor(PartMemory.Share share) {
        return waitingFor(share::take);
    }

    /** Begins a take, and returns when it waits. */
    private Future<byte[]> waitingFor(Callable<byte[]> take) {
        Thread[] taker = new Thread[1];
        Future<byte[]> result = threads.submit(() -> {
            taker[0] = Thread.currentThread();
            return take.call();
        });
        Eventually.holds("the take waits", () -> taker[0] != null && taker[0].getState() == Thread.State.WAITING);
        assertFalse(result.isDone());
        return result;
    }

    private static Throwable failure(Future<?> ended) {
        return assertThrows(ExecutionException.class, ended::get).getCause();
    }
}
