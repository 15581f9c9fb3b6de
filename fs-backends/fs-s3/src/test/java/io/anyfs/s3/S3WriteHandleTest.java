package io.anyfs.s3;

import static io.anyfs.s3.TestBucket.PART;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileInfo;
import io.anyfs.QuotaExceededException;
import io.anyfs.WriteOptions;
import io.anyfs.s3.ClientWire.Sent;
import io.anyfs.s3.testing.S3Operation;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of bytes that are written, in every order. */
@Timeout(60)
@Tag("usually-once")
class S3WriteHandleTest {

    private static final int MIB = 1 << 20;
    private static final int PIECE = 64 << 10;

    private final TestBucket bucket = new TestBucket(64 << 20);

    @AfterEach
    void close() {
        bucket.assertNothingLeft();
        bucket.close();
    }

    @Test
    void bytes_in_order_are_sent_in_parts_while_they_come() throws IOException {
        byte[] content = Content.bytes(23 * MIB + 3);
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.createNew());
        ByteBuffer source = ByteBuffer.wrap(content);
        Random sizes = new Random(1);
        while (source.position() < content.length) {
            source.limit(Math.min(content.length, source.position() + 1 + sizes.nextInt(300_000)));
            handle.write(source);
            assertEquals(source.position(), handle.size());
            assertTrue(bucket.memory.usedBytes() <= 6L * (PART + PartMemory.CHUNK));
        }
        Eventually.holds(
                "parts are sent",
                () -> bucket.wire.sent(S3Operation.UPLOAD_PART).size() == 4);
        assertEquals(List.of(), TestBucket.spillFiles());
        assertEquals(List.of(), bucket.keys());
        FileInfo info = handle.commit();
        assertEquals(content.length, info.size());
        assertEquals(bucket.head("file").eTag(), info.version());
        assertArrayEquals(content, bucket.bytes("file"));
        assertEquals(5, bucket.wire.sent(S3Operation.UPLOAD_PART).size());
        assertEquals(content.length, bucket.wire.bytes(S3Operation.UPLOAD_PART));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PART})
    void what_fits_into_one_part_is_one_request(int size) throws IOException {
        byte[] content = Content.bytes(size);
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.replace());
        handle.write(ByteBuffer.wrap(content));
        handle.commit();
        assertArrayEquals(content, bucket.bytes("file"));
        assertEquals(List.of(new Sent(S3Operation.PUT_OBJECT, size)), bucket.wire.sent(S3Operation.PUT_OBJECT));
        assertEquals(List.of(), bucket.wire.sent(S3Operation.CREATE_MULTIPART_UPLOAD));
    }

    @Test
    void a_little_disorder_is_put_in_order_in_memory() throws IOException {
        byte[] content = Content.bytes(13 * MIB + 7);
        List<Integer> pieces = pieces(content.length);
        Random random = new Random(2);
        for (int from = 0; from < pieces.size(); from += 40) {
            Collections.shuffle(pieces.subList(from, Math.min(pieces.size(), from + 40)), random);
        }
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.createNew());
        for (int position : pieces) {
            writePiece(handle, content, position);
            assertEquals(List.of(), TestBucket.spillFiles());
        }
        handle.commit();
        assertArrayEquals(content, bucket.bytes("file"));
    }

    @Test
    void bytes_in_no_order_are_put_in_order_on_disk() throws IOException {
        byte[] content = Content.bytes(13 * MIB + 7);
        List<Integer> pieces = pieces(content.length);
        Collections.shuffle(pieces, new Random(3));
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.createNew());
        for (int position : pieces) {
            writePiece(handle, content, position);
        }
        assertEquals(1, TestBucket.spillFiles().size());
        assertEquals(List.of(), bucket.wire.sent(S3Operation.UPLOAD_PART));
        handle.commit();
        assertArrayEquals(content, bucket.bytes("file"));
    }

    @Test
    void bytes_in_no_order_behind_parts_that_were_sent_are_put_in_order_on_disk() throws IOException {
        byte[] content = Content.bytes(23 * MIB + 7);
        List<Integer> pieces = pieces(content.length);
        Collections.shuffle(pieces.subList(12 * MIB / PIECE, pieces.size()), new Random(4));
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.createNew());
        for (int position : pieces) {
            writePiece(handle, content, position);
        }
        assertEquals(1, TestBucket.spillFiles().size());
        Eventually.holds(
                "parts are sent",
                () -> bucket.wire.sent(S3Operation.UPLOAD_PART).size() == 2);
        ByteBuffer inPart = ByteBuffer.allocate(MIB);
        assertEquals(MIB, handle.read(inPart, 11 * MIB));
        assertArrayEquals(Arrays.copyOfRange(content, 11 * MIB, 12 * MIB), inPart.array());
        assertThrows(FileSystemException.class, () -> handle.write(ByteBuffer.allocate(1), 2 * PART - 1));
        assertThrows(FileSystemException.class, () -> handle.read(ByteBuffer.allocate(1), 0));
        assertThrows(FileSystemException.class, () -> handle.truncate(2 * PART - 1));
        handle.commit();
        assertArrayEquals(content, bucket.bytes("file"));
    }

    @Test
    void what_comes_later_replaces_what_came_early() throws IOException {
        byte[] early = Content.bytes(100, 1);
        byte[] late = Content.bytes(150, 2);
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.createNew());
        handle.write(ByteBuffer.wrap(early), 100);
        handle.write(ByteBuffer.wrap(late), 0);
        handle.commit();
        assertArrayEquals(Content.joined(late, Arrays.copyOfRange(early, 50, 100)), bucket.bytes("file"));
    }

    @Test
    void a_hole_is_zeros() throws IOException {
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.createNew());
        handle.write(ByteBuffer.wrap(new byte[] {1}), 0);
        handle.write(ByteBuffer.wrap(new byte[] {2}), 11 * MIB);
        handle.truncate(12 * MIB);
        handle.commit();
        byte[] expected = new byte[12 * MIB];
        expected[0] = 1;
        expected[11 * MIB] = 2;
        assertArrayEquals(expected, bucket.bytes("file"));
    }

    @Test
    void what_no_object_can_hold_is_refused_and_the_rest_goes_on() throws IOException {
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.createNew());
        handle.write(ByteBuffer.wrap(new byte[] {1}));
        assertThrows(QuotaExceededException.class, () -> handle.write(ByteBuffer.allocate(1), PartSizes.MAX_OBJECT));
        assertThrows(QuotaExceededException.class, () -> handle.write(ByteBuffer.allocate(2), Long.MAX_VALUE - 1));
        assertThrows(QuotaExceededException.class, () -> handle.truncate(PartSizes.MAX_OBJECT + 1));
        handle.commit();
        assertArrayEquals(new byte[] {1}, bucket.bytes("file"));
    }

    // ---------------------------------------------------------------- starting from an object

    @Test
    void an_update_in_the_middle_fetches_no_more_than_makes_a_part() throws IOException {
        byte[] content = Content.bytes(24 * MIB + 5);
        bucket.put("file", content);
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.update());
        byte[] change = Content.bytes(100, 2);
        bucket.wire.forget();
        handle.write(ByteBuffer.wrap(change), 11 * MIB);
        System.arraycopy(change, 0, content, 11 * MIB, change.length);
        handle.commit();
        assertArrayEquals(content, bucket.bytes("file"));
        assertEquals(2, bucket.wire.sent(S3Operation.UPLOAD_PART_COPY).size());
        assertTrue(
                bucket.wire.bytes(S3Operation.GET_OBJECT) <= PART,
                () -> "fetched " + bucket.wire.sent(S3Operation.GET_OBJECT));
        assertEquals(PART, bucket.wire.bytes(S3Operation.UPLOAD_PART));
    }

    @Test
    void many_changes_close_to_each_other_are_parts_with_what_is_between_them() throws IOException {
        byte[] content = Content.bytes(17 * MIB);
        bucket.put("file", content);
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.update());
        Random random = new Random(5);
        for (int change = 0; change < 50; change++) {
            int position = random.nextInt(content.length - 1000);
            byte[] bytes = Content.bytes(1000, change);
            handle.write(ByteBuffer.wrap(bytes), position);
            System.arraycopy(bytes, 0, content, position, bytes.length);
        }
        handle.commit();
        assertArrayEquals(content, bucket.bytes("file"));
    }

    @Test
    void an_append_to_a_large_object_fetches_nothing() throws IOException {
        byte[] content = Content.bytes(12 * MIB);
        bucket.put("file", content);
        byte[] more = Content.bytes(6 * MIB, 2);
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.append());
        bucket.wire.forget();
        handle.write(ByteBuffer.wrap(more));
        handle.commit();
        assertArrayEquals(Content.joined(content, more), bucket.bytes("file"));
        assertEquals(List.of(), bucket.wire.sent(S3Operation.GET_OBJECT));
        assertEquals(12 * MIB, bucket.wire.bytes(S3Operation.UPLOAD_PART_COPY));
        assertEquals(6 * MIB, bucket.wire.bytes(S3Operation.UPLOAD_PART));
        assertEquals(List.of(), TestBucket.spillFiles());
    }

    @Test
    void an_append_to_a_small_object_fetches_it_in_one_request() throws IOException {
        byte[] content = Content.bytes(3 * MIB);
        bucket.put("file", content);
        byte[] more = Content.bytes(6 * MIB, 2);
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.append());
        bucket.wire.forget();
        handle.write(ByteBuffer.wrap(more));
        handle.commit();
        assertArrayEquals(Content.joined(content, more), bucket.bytes("file"));
        assertEquals(List.of(new Sent(S3Operation.GET_OBJECT, 3 * MIB)), bucket.wire.sent(S3Operation.GET_OBJECT));
    }

    @Test
    void cutting_an_object_lets_the_store_copy_what_stays() throws IOException {
        byte[] content = Content.bytes(12 * MIB);
        bucket.put("file", content);
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.update());
        bucket.wire.forget();
        handle.truncate(7 * MIB);
        assertEquals(7 * MIB, handle.size());
        handle.commit();
        assertArrayEquals(Arrays.copyOf(content, 7 * MIB), bucket.bytes("file"));
        assertEquals(List.of(), bucket.wire.sent(S3Operation.GET_OBJECT));
        assertEquals(List.of(), bucket.wire.sent(S3Operation.UPLOAD_PART));
    }

    @Test
    void extending_an_object_adds_zeros() throws IOException {
        byte[] content = Content.bytes(6 * MIB);
        bucket.put("file", content);
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.update());
        handle.truncate(5 * MIB + 1);
        handle.truncate(7 * MIB);
        ByteBuffer read = ByteBuffer.allocate(8 * MIB);
        assertEquals(7 * MIB, handle.read(read, 0));
        byte[] expected = Arrays.copyOf(Arrays.copyOf(content, 5 * MIB + 1), 7 * MIB);
        assertArrayEquals(expected, Arrays.copyOf(read.array(), 7 * MIB));
        handle.commit();
        assertArrayEquals(expected, bucket.bytes("file"));
    }

    @Test
    void emptying_an_object_and_writing_it_anew_keeps_nothing_of_it_and_needs_no_disk() throws IOException {
        bucket.put("file", Content.bytes(12 * MIB));
        byte[] content = Content.bytes(11 * MIB, 2);
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.update());
        bucket.wire.forget();
        handle.truncate(0);
        handle.write(ByteBuffer.wrap(content));
        assertEquals(List.of(), TestBucket.spillFiles());
        handle.commit();
        assertArrayEquals(content, bucket.bytes("file"));
        assertEquals(List.of(), bucket.wire.sent(S3Operation.GET_OBJECT));
        assertEquals(List.of(), bucket.wire.sent(S3Operation.UPLOAD_PART_COPY));
    }

    private static List<Integer> pieces(int size) {
        List<Integer> pieces = new ArrayList<>();
        for (int position = 0; position < size; position += PIECE) {
            pieces.add(position);
        }
        return pieces;
    }

    private static void writePiece(BackendWriteHandle handle, byte[] content, int position) throws IOException {
        handle.write(ByteBuffer.wrap(content, position, Math.min(PIECE, content.length - position)), position);
    }
}
