package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.WriteOptions;
import io.anyfs.s3.S3Options.Staging;
import io.anyfs.s3.testing.S3Operation;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.tck.subject.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes, reads and truncations anywhere, each way of staging against a model. */
@Tag("once")
@Timeout(60)
class RandomWritesTest {

    private static final int MIB = 1 << 20;
    private static final int PART = TestBucket.PART;
    private static final long MEMORY = 64 << 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void a_file_is_as_an_array_of_bytes(int seed) throws IOException {
        try (TestBucket bucket = new TestBucket(MEMORY)) {
            int refused = writeAtRandom(bucket, seed);
            assertTrue(refused == 0 || isMostlyInOrder(seed), () -> refused + " refused");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void staged_on_disk_all_of_it_can_be_changed(int seed) throws IOException {
        try (TestBucket bucket = new TestBucket(MEMORY, Staging.DISK)) {
            assertEquals(0, writeAtRandom(bucket, seed));
        }
    }

    @Test
    void staged_on_disk_nothing_is_sent_before_the_commit() throws IOException {
        try (TestBucket bucket = new TestBucket(MEMORY, Staging.DISK)) {
            byte[] content = Content.bytes(12 * MIB);
            BackendWriteHandle handle = bucket.write("/file", WriteOptions.createNew());
            handle.write(ByteBuffer.wrap(content));
            content[0]++;
            handle.write(ByteBuffer.wrap(content, 0, 1), 0);
            ByteBuffer read = ByteBuffer.allocate(100);
            assertEquals(100, handle.read(read, 0));
            assertArrayEquals(Arrays.copyOf(content, 100), read.array());
            assertEquals(List.of(), bucket.wire.sent(S3Operation.CREATE_MULTIPART_UPLOAD));
            assertEquals(1, TestBucket.spillFiles().size());
            handle.commit();
            assertArrayEquals(content, bucket.bytes("file"));
            bucket.assertNothingLeft();
        }
    }

    @Test
    void staged_on_disk_an_appended_file_keeps_what_the_store_has() throws IOException {
        try (TestBucket bucket = new TestBucket(MEMORY, Staging.DISK)) {
            byte[] content = Content.bytes(12 * MIB);
            bucket.put("file", Arrays.copyOf(content, 11 * MIB));
            BackendWriteHandle handle = bucket.write("/file", WriteOptions.append());
            handle.write(ByteBuffer.wrap(content, 11 * MIB, MIB));
            content[5]++;
            handle.write(ByteBuffer.wrap(content, 5, 1), 5);
            handle.commit();
            assertArrayEquals(content, bucket.bytes("file"));
            assertEquals(1, bucket.wire.sent(S3Operation.UPLOAD_PART_COPY).size());
            bucket.assertNothingLeft();
        }
    }

    private static boolean isMostlyInOrder(int seed) {
        return new Random(seed).nextBoolean();
    }

    /** Each seed is a kind of start and a kind of use; returns how often something was refused because it was sent already. */
    private static int writeAtRandom(TestBucket bucket, int seed) throws IOException {
        Random random = new Random(seed);
        byte[] model = new byte[14 * MIB];
        int size = new int[] {0, 3 * MIB, PART, 11 * MIB}[seed % 4];
        if (size > 0) {
            byte[] base = Content.bytes(size, seed);
            bucket.put("file", base);
            System.arraycopy(base, 0, model, 0, size);
        }
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.update());
        boolean mostlyInOrder = random.nextBoolean();
        int next = size;
        int refused = 0;
        for (int step = 0; step < 60; step++) {
            int kind = random.nextInt(12);
            if (kind == 0) {
                int newSize = Math.max(0, Math.min(model.length, size - 200_000 + random.nextInt(400_000)));
                try {
                    handle.truncate(newSize);
                } catch (FileSystemException sentAlready) {
                    refused++;
                    continue;
                }
                Arrays.fill(model, Math.min(size, newSize), model.length, (byte) 0);
                size = newSize;
            } else if (kind < 9) {
                byte[] bytes = Content.bytes(1 + random.nextInt(400_000), step);
                int position = mostlyInOrder
                        ? Math.max(0, next - 100_000 + random.nextInt(300_000))
                        : random.nextInt(model.length - bytes.length);
                position = Math.min(position, model.length - bytes.length);
                try {
                    handle.write(ByteBuffer.wrap(bytes), position);
                } catch (FileSystemException sentAlready) {
                    refused++;
                    continue;
                }
                System.arraycopy(bytes, 0, model, position, bytes.length);
                size = Math.max(size, position + bytes.length);
                next = position + bytes.length;
            } else if (size > 0) {
                int position = random.nextInt(size);
                ByteBuffer target = ByteBuffer.allocate(random.nextInt(600_000));
                int read;
                try {
                    read = handle.read(target, position);
                } catch (FileSystemException sentAlready) {
                    continue;
                }
                assertEquals(Math.min(target.capacity(), size - position), read);
                assertArrayEquals(
                        Arrays.copyOfRange(model, position, position + read), Arrays.copyOf(target.array(), read));
            }
            assertEquals(size, handle.size());
        }
        handle.commit();
        assertArrayEquals(Arrays.copyOf(model, size), bucket.bytes("file"));
        bucket.assertNothingLeft();
        return refused;
    }
}
