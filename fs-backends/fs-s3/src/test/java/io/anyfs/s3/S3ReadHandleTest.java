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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An object that is read, in order and in none, by one and by many. */
@Timeout(60)
@Tag("usually-once")
class S3ReadHandleTest {

    private static final int MIB = 1 << 20;

    private final TestBucket bucket = new TestBucket(16 << 20);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        bucket.close();
        assertEquals(0, ReadMemory.shared().usedBytes());
    }

    private byte[] stored(int size) {
        byte[] content = Content.bytes(size);
        bucket.put("file", content);
        return content;
    }

    // ---------------------------------------------------------------- the bytes

    @Test
    void who_reads_in_order_gets_all_in_few_requests() throws IOException {
        byte[] content = stored(50 * MIB + 17);
        byte[] read = new byte[content.length];
        try (BackendReadHandle handle = bucket.read("/file")) {
            int done = 0;
            while (done < read.length) {
                done += handle.read(ByteBuffer.wrap(read, done, Math.min(64 << 10, read.length - done)), done);
            }
            assertEquals(-1, handle.read(ByteBuffer.allocate(1), read.length));
        }
        assertArrayEquals(content, read);
        List<Sent> requests = bucket.wire.sent(S3Operation.GET_OBJECT);
        assertTrue(requests.size() <= 20, () -> "requests: " + requests);
        assertEquals(content.length, bucket.wire.bytes(S3Operation.GET_OBJECT));
    }

    @Test
    void who_transfers_all_gets_all_and_fetches_ahead_from_the_start() throws IOException {
        byte[] content = stored(9 * MIB);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (BackendReadHandle handle = bucket.read("/file")) {
            bucket.wire.forget();
            assertEquals(content.length, handle.transferTo(0, Long.MAX_VALUE, Channels.newChannel(target)));
        }
        assertArrayEquals(content, target.toByteArray());
        assertTrue(bucket.wire.sent(S3Operation.GET_OBJECT).size() <= 7, () -> "requests: " + bucket.wire.sent());
    }

    @Test
    void a_small_file_is_one_request() throws IOException {
        byte[] content = stored(200_000);
        try (BackendReadHandle handle = bucket.read("/file")) {
            ByteBuffer target = ByteBuffer.allocate(300_000);
            assertEquals(content.length, handle.read(target, 0));
            assertArrayEquals(content, Arrays.copyOf(target.array(), content.length));
            assertEquals(bucket.head("file").eTag(), handle.info().version());
        }
        assertEquals(1, bucket.wire.sent().size());
    }

    @Test
    void who_jumps_gets_what_was_asked_for_and_little_more() throws IOException {
        byte[] content = stored(30 * MIB);
        Random random = new Random(1);
        try (BackendReadHandle handle = bucket.read("/file")) {
            bucket.wire.forget();
            for (int jump = 0; jump < 40; jump++) {
                int position = random.nextInt(content.length);
                byte[] wanted = new byte[1 + random.nextInt(40_000)];
                int read = handle.read(ByteBuffer.wrap(wanted), position);
                assertTrue(read > 0);
                assertArrayEquals(Arrays.copyOfRange(content, position, position + read), Arrays.copyOf(wanted, read));
            }
        }
        // Now and then one lands near another, and is taken for reading on.
        assertTrue(bucket.wire.bytes(S3Operation.GET_OBJECT) < 8 * MIB, () -> "fetched " + bucket.wire.sent());
    }

    @Test
    void a_large_read_somewhere_is_one_request() throws IOException {
        byte[] content = stored(12 * MIB);
        try (BackendReadHandle handle = bucket.read("/file")) {
            bucket.wire.forget();
            ByteBuffer target = ByteBuffer.allocate(3 * MIB);
            assertEquals(3 * MIB, handle.read(target, 5 * MIB + 1));
            assertArrayEquals(Arrays.copyOfRange(content, 5 * MIB + 1, 8 * MIB + 1), target.array());
            assertEquals(List.of(new Sent(S3Operation.GET_OBJECT, 3 * MIB)), bucket.wire.sent());
        }
    }

    @Test
    void several_who_read_on_at_different_places_do_not_make_each_other_fetch_again() throws IOException {
        byte[] content = stored(32 * MIB);
        try (BackendReadHandle handle = bucket.read("/file")) {
            byte[] read = new byte[content.length];
            int quarter = content.length / 4;
            int step = 32 << 10;
            for (int offset = 0; offset < quarter; offset += step) {
                for (int place = 0; place < 4; place++) {
                    readFully(handle, read, place * quarter + offset, step);
                }
            }
            assertArrayEquals(content, read);
        }
        // Where one quarter ends, it is read ahead into the next one.
        assertTrue(
                bucket.wire.bytes(S3Operation.GET_OBJECT) < 2 * content.length, () -> "fetched " + bucket.wire.sent());
        assertTrue(bucket.wire.sent(S3Operation.GET_OBJECT).size() < 60, () -> "fetched " + bucket.wire.sent());
    }

    @Test
    void many_threads_read_what_is_there_wherever_they_read() throws Exception {
        byte[] content = stored(16 * MIB);
        try (BackendReadHandle handle = bucket.read("/file")) {
            List<Future<?>> readers = new ArrayList<>();
            for (int number = 0; number < 8; number++) {
                Random random = new Random(number);
                boolean inOrder = number % 2 == 0;
                readers.add(threads.submit(() -> {
                    int position = random.nextInt(content.length);
                    for (int step = 0; step < 25; step++) {
                        byte[] bytes = new byte[1 + random.nextInt(100_000)];
                        int read = handle.read(ByteBuffer.wrap(bytes), position);
                        assertTrue(read > 0);
                        assertArrayEquals(
                                Arrays.copyOfRange(content, position, position + read), Arrays.copyOf(bytes, read));
                        position = inOrder ? (position + read) % content.length : random.nextInt(content.length);
                    }
                    return true;
                }));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
    }

    @Test
    void a_full_buffer_reads_nothing_and_the_end_is_told() throws IOException {
        stored(10);
        try (BackendReadHandle handle = bucket.read("/file")) {
            assertEquals(0, handle.read(ByteBuffer.allocate(0), 3));
            assertEquals(-1, handle.read(ByteBuffer.allocate(5), 10));
            assertEquals(-1, handle.read(ByteBuffer.allocate(5), Long.MAX_VALUE));
            ByteBuffer end = ByteBuffer.allocate(5);
            assertEquals(1, handle.read(end, 9));
        }
    }

    @Test
    void an_empty_object_has_an_end_only() throws IOException {
        stored(0);
        try (BackendReadHandle handle = bucket.read("/file")) {
            assertEquals(0, handle.info().size());
            assertEquals(-1, handle.read(ByteBuffer.allocate(5), 0));
            assertEquals(0, handle.transferTo(0, 10, Channels.newChannel(new ByteArrayOutputStream())));
        }
    }

    @Test
    void a_transfer_ends_at_the_count_at_the_end_and_where_the_channel_takes_no_more() throws IOException {
        byte[] content = stored(600_000);
        try (BackendReadHandle handle = bucket.read("/file")) {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            assertEquals(300_000, handle.transferTo(100_000, 300_000, Channels.newChannel(target)));
            assertArrayEquals(Arrays.copyOfRange(content, 100_000, 400_000), target.toByteArray());
            assertEquals(1, handle.transferTo(599_999, 300_000, Channels.newChannel(target)));
            assertEquals(0, handle.transferTo(600_000, 1, Channels.newChannel(target)));
            assertEquals(0, handle.transferTo(0, 0, Channels.newChannel(target)));
            FullChannel full = new FullChannel(333_333);
            assertEquals(333_333, handle.transferTo(1, 500_000, full));
            assertTrue(full.largest <= 256 << 10, "given at once: " + full.largest);
            assertEquals(0, handle.transferTo(1, 500_000, full));
        }
    }

    /** Takes so many bytes and then no more. */
    private static final class FullChannel implements WritableByteChannel {
        private int room;
        private int largest;

        FullChannel(int room) {
            this.room = room;
        }

        @Override
        public int write(ByteBuffer source) {
            largest = Math.max(largest, source.remaining());
            int count = Math.min(room, source.remaining());
            source.position(source.position() + count);
            room -= count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    // ---------------------------------------------------------------- changes and failures

    @Test
    void an_object_that_was_replaced_is_not_read_on() throws IOException {
        byte[] content = stored(3 * MIB);
        try (BackendReadHandle handle = bucket.read("/file")) {
            bucket.put("file", Content.bytes(3 * MIB, 2));
            readFully(handle, new byte[content.length], 0, 1000);
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
            readFully(handle, read, 2 * MIB, MIB);
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
            readFully(handle, read, 2 * MIB, 10);
            assertArrayEquals(Arrays.copyOfRange(content, 2 * MIB, 2 * MIB + 10), read);
        }
    }

    @Test
    void the_first_answer_may_break_off_as_well() throws IOException {
        byte[] content = stored(100_000);
        bucket.wire.breakOff(S3Operation.GET_OBJECT, 2, 1000);
        try (BackendReadHandle handle = bucket.read("/file")) {
            byte[] read = new byte[content.length];
            readFully(handle, read, 0, read.length);
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
            readFully(handle, read, 0, read.length);
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
                readFully(handle, read, 10 * MIB, read.length);
                return true;
            });
            held.await();
            // More places than are followed: that of the slow one is forgotten, but not what it waits for.
            for (int place = 0; place < 8; place++) {
                readFully(handle, new byte[100], (11 + place) * MIB, 100);
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

    // ---------------------------------------------------------------- the end

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
        readFully(handle, new byte[1000], 0, 1000);
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
            readFully(handle, read, 2 * MIB, 10);
            assertArrayEquals(Arrays.copyOfRange(content, 2 * MIB, 2 * MIB + 10), read);
        }
    }

    /** Reads into the place of an array that has the same index as in the object, or to its start if it is small. */
    private static void readFully(BackendReadHandle handle, byte[] target, int position, int count) throws IOException {
        int offset = position + count <= target.length ? position : 0;
        for (int done = 0; done < count; ) {
            done += handle.read(ByteBuffer.wrap(target, offset + done, count - done), position + done);
        }
    }
}
