package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import io.anyfs.s3.testing.S3Operation;
import io.anyfs.spi.ArrayPool;
import io.anyfs.tck.subject.Content;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reading ahead when others have most of the memory. */
@Tag("usually-once")
class ReadAheadTest {

    private static final int MIB = 1 << 20;

    private final Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    private final TestBucket bucket = new TestBucket(16 << 20);

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void who_gets_little_memory_reads_in_blocks_that_fit_into_it() throws IOException {
        ReadMemory memory = new ReadMemory(8 * MIB, new ArrayPool(PartMemory.CHUNK, 32));
        int requests = readAll(20 * MIB, memory);
        assertTrue(requests <= 30, () -> requests + " requests");
        assertEquals(0, memory.usedBytes());
    }

    @Test
    void who_gets_no_memory_reads_in_small_blocks() throws IOException {
        ReadMemory memory = new ReadMemory(0, new ArrayPool(PartMemory.CHUNK, 32));
        assertEquals(11, readAll(3 * MIB, memory), "the rest of 3 MiB by 256 KiB");
        assertEquals(0, memory.usedBytes());
    }

    @Test
    void what_was_read_gives_its_arrays_to_what_comes() throws IOException {
        readAll(40 * MIB, new ReadMemory(8 * MIB, new ArrayPool(PartMemory.CHUNK, 32)));
        long bytes = arrays.stream().mapToLong(array -> array.length).sum();
        assertTrue(bytes <= 9 * MIB, () -> "arrays of " + bytes + " bytes");
    }

    /** Reads an object, the start of which came with its facts, and returns how many requests that took. */
    @SuppressWarnings("ByteBufferBackingArray") // To tell the arrays apart.
    private int readAll(int size, ReadMemory memory) throws IOException {
        byte[] content = Content.bytes(size);
        bucket.put("file", content);
        FsPath path = FsPath.of("/file");
        Storage storage = bucket.storage;
        StoredBytes stored = new StoredBytes(
                storage.bucket(), "file", storage.bucket().head("file", path).eTag(), path);
        byte[] read = new byte[size];
        bucket.wire.forget();
        ReadAhead ahead =
                new ReadAhead(stored, size, Arrays.copyOf(content, ReadAhead.FIRST_BLOCK), storage.transfers(), memory);
        for (int done = 0; done < size; ) {
            int from = done;
            done += ahead.read(from, 64 * 1024, bytes -> {
                arrays.add(bytes.array());
                int count = bytes.remaining();
                bytes.get(read, from, count);
                return count;
            });
        }
        ahead.close();
        assertArrayEquals(content, read);
        return bucket.wire.sent(S3Operation.GET_OBJECT).size();
    }
}
