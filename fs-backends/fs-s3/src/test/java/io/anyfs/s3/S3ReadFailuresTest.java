package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileChangedException;
import io.anyfs.TransientStorageException;
import io.anyfs.s3.ClientWire.Sent;
import io.anyfs.s3.testing.S3Operation;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An object that is read while it changes, while the store or the connection fails, and until the reading is ended. */
@Timeout(60)
@Tag("usually-once")
class S3ReadFailuresTest extends ReadObject {

    @Test
    void an_object_that_was_replaced_is_not_read_on() throws IOException {
        byte[] content = stored(3 * MIB);
        try (BackendReadHandle handle = bucket.read("/file")) {
            bucket.put("file", Content.bytes(3 * MIB, 2));
            TestBucket.readFully(handle, new byte[content.length], 0, 1000);
            assertThrows(FileChangedException.class, () -> handle.read(ByteBuffer.allocate(10), 2 * MIB));
            bucket.put("file", Content.bytes(10));
            assertThrows(FileChangedException.class, () -> handle.read(ByteBuffer.allocate(10), 2 * MIB));
            bucket.delete("file");
            assertThrows(FileChangedException.class, () -> handle.read(ByteBuffer.allocate(10), 2 * MIB));
        }
    }

    @Test
    void an_answer_that_breaks_off_is_gone_on_with_where_it_was() throws IOException {
        byte[] content = stored(5 * MIB);
        try (BackendReadHandle handle = bucket.read("/file")) {
            bucket.wire.forget();
            bucket.wire.breakOff(S3Operation.GET_OBJECT, 3, 100_000);
            byte[] read = new byte[MIB];
            TestBucket.readFully(handle, read, 2 * MIB, MIB);
            assertArrayEquals(Arrays.copyOfRange(content, 2 * MIB, 3 * MIB), read);
            assertEquals(
                    List.of(
                            new Sent(S3Operation.GET_OBJECT, MIB),
                            new Sent(S3Operation.GET_OBJECT, MIB - 100_000),
                            new Sent(S3Operation.GET_OBJECT, MIB - 200_000),
                            new Sent(S3Operation.GET_OBJECT, MIB - 300_000)),
                    bucket.wire.sent());
        }
    }

    @Test
    void an_answer_that_breaks_off_is_not_gone_on_with_in_another_version() throws IOException {
        stored(5 * MIB);
        try (BackendReadHandle handle = bucket.read("/file")) {
            bucket.wire.disturb(S3Operation.GET_OBJECT, 1, exchange -> {
                var answer = exchange.send();
                bucket.put("file", Content.bytes(5 * MIB, 2));
                return ClientWire.cut(answer, 1000, () -> new IOException("as the test wants it"));
            });
            assertThrows(FileChangedException.class, () -> handle.read(ByteBuffer.allocate(MIB), 2 * MIB));
        }
    }

    @Test
    void answers_that_always_break_off_are_told_and_the_next_read_tries_again() throws IOException {
        byte[] content = stored(5 * MIB);
        try (BackendReadHandle handle = bucket.read("/file")) {
            bucket.wire.breakOff(S3Operation.GET_OBJECT, 1000, 0);
            assertThrows(TransientStorageException.class, () -> handle.read(ByteBuffer.allocate(10), 2 * MIB));
            bucket.wire.heal();
            byte[] read = new byte[10];
            TestBucket.readFully(handle, read, 2 * MIB, 10);
            assertArrayEquals(Arrays.copyOfRange(content, 2 * MIB, 2 * MIB + 10), read);
        }
    }

    @Test
    void the_first_answer_may_break_off_as_well() throws IOException {
        byte[] content = stored(100_000);
        bucket.wire.breakOff(S3Operation.GET_OBJECT, 2, 1000);
        try (BackendReadHandle handle = bucket.read("/file")) {
            byte[] read = new byte[content.length];
            TestBucket.readFully(handle, read, 0, read.length);
            assertArrayEquals(content, read);
        }
    }

    @Test
    void what_failed_to_be_fetched_ahead_is_tried_again_when_it_is_wanted() throws IOException {
        byte[] content = stored(2 * MIB);
        try (BackendReadHandle handle = bucket.read("/file")) {
            bucket.wire.refuse(S3Operation.GET_OBJECT, 100, 403, "AccessDenied");
            handle.read(ByteBuffer.allocate(10), 100_000);
            Eventually.holds(
                    "something was fetched ahead",
                    () -> bucket.wire.sent(S3Operation.GET_OBJECT).size() > 2);
            Eventually.holds("all of it has failed", () -> transfersUnderWay() == 0);
            bucket.wire.heal();
            byte[] read = new byte[content.length];
            TestBucket.readFully(handle, read, 0, read.length);
            assertArrayEquals(content, read);
        }
    }

    @Test
    void one_who_fails_does_not_end_the_reads_of_others() throws Exception {
        byte[] content = stored(20 * MIB);
        try (BackendReadHandle handle = bucket.read("/file")) {
            CountDownLatch goOn = new CountDownLatch(1);
            CountDownLatch held = bucket.wire.hold(S3Operation.GET_OBJECT, goOn);
            byte[] read = new byte[1000];
            Future<?> slow = threads.submit(() -> {
                TestBucket.readFully(handle, read, 10 * MIB, read.length);
                return true;
            });
            held.await();
            // More places than are followed: that of the slow one is forgotten, but not what it waits for.
            for (int place = 0; place < 8; place++) {
                TestBucket.readFully(handle, new byte[100], (11 + place) * MIB, 100);
            }
            // All of them, as what is read ahead of those places may still be asked for.
            bucket.wire.refuse(S3Operation.GET_OBJECT, Integer.MAX_VALUE, 403, "AccessDenied");
            assertThrows(IOException.class, () -> handle.read(ByteBuffer.allocate(10), 5 * MIB));
            bucket.wire.heal();
            goOn.countDown();
            slow.get();
            assertArrayEquals(Arrays.copyOfRange(content, 10 * MIB, 10 * MIB + 1000), read);
        }
    }

    @Test
    void a_close_ends_a_read_that_is_blocked() throws Exception {
        stored(5 * MIB);
        for (boolean within : new boolean[] {false, true}) {
            BackendReadHandle handle = bucket.read("/file");
            CountDownLatch hanging = within
                    ? bucket.wire.hangWithin(S3Operation.GET_OBJECT, 1, 1000)
                    : bucket.wire.hang(S3Operation.GET_OBJECT, 1);
            Future<?> reading = threads.submit(() -> handle.read(ByteBuffer.allocate(10_000), 2 * MIB));
            hanging.await();
            int requests = bucket.wire.sent().size();
            handle.close();
            ExecutionException ended = assertThrows(ExecutionException.class, reading::get);
            assertInstanceOf(AsynchronousCloseException.class, ended.getCause());
            assertThrows(AsynchronousCloseException.class, () -> handle.read(ByteBuffer.allocate(1), 0));
            assertThrows(AsynchronousCloseException.class, () -> handle.read(ByteBuffer.allocate(1), 5 * MIB));
            assertEquals(0, ReadMemory.shared().usedBytes());
            assertEquals(requests, bucket.wire.sent().size());
        }
    }

    @Test
    void a_close_ends_what_is_fetched_ahead_so_that_no_thread_stays_with_it() throws Exception {
        stored(20 * MIB);
        BackendReadHandle handle = bucket.read("/file");
        CountDownLatch hanging = bucket.wire.hang(S3Operation.GET_OBJECT, 3);
        TestBucket.readFully(handle, new byte[1000], 0, 1000);
        handle.read(ByteBuffer.allocate(1000), 200_000);
        hanging.await();
        handle.close();
        Eventually.holds("no transfer is under way", () -> transfersUnderWay() == 0);
    }

    private int transfersUnderWay() {
        ThreadPoolExecutor transfers = (ThreadPoolExecutor) bucket.storage.transfers();
        return transfers.getActiveCount() + transfers.getQueue().size();
    }

    @Test
    void an_interrupt_ends_a_read_and_the_next_one_goes_on() throws Exception {
        byte[] content = stored(5 * MIB);
        try (BackendReadHandle handle = bucket.read("/file")) {
            CountDownLatch goOn = new CountDownLatch(1);
            CountDownLatch held = bucket.wire.hold(S3Operation.GET_OBJECT, goOn);
            Thread[] reader = new Thread[1];
            boolean[] stillInterrupted = new boolean[1];
            CountDownLatch ended = new CountDownLatch(1);
            Future<?> reading = threads.submit(() -> {
                reader[0] = Thread.currentThread();
                try {
                    return handle.read(ByteBuffer.allocate(10), 2 * MIB);
                } finally {
                    stillInterrupted[0] = Thread.interrupted();
                    ended.countDown();
                }
            });
            held.await();
            reader[0].interrupt();
            ended.await();
            ExecutionException failed = assertThrows(ExecutionException.class, reading::get);
            assertInstanceOf(InterruptedIOException.class, failed.getCause());
            assertTrue(stillInterrupted[0]);
            goOn.countDown();
            byte[] read = new byte[10];
            TestBucket.readFully(handle, read, 2 * MIB, 10);
            assertArrayEquals(Arrays.copyOfRange(content, 2 * MIB, 2 * MIB + 10), read);
        }
    }
}
