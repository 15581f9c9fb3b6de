package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.s3.ClientWire.Sent;
import io.anyfs.s3.testing.S3Operation;
import io.anyfs.spi.BackendReadHandle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bytes of an object that is read, in order and in none, by one and by many. */
@Timeout(60)
@Tag("usually-once")
class S3ReadHandleTest extends ReadObject {

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
                    TestBucket.readFully(handle, read, place * quarter + offset, step);
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
}
