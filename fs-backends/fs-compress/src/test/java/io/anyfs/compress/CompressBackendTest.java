package io.anyfs.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.ErrorKind;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.fault.Gate;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressBackendTest {

    private static final int FRAME = 4 << 10;
    private static final CompressOptions OPTIONS = CompressOptions.DEFAULT.withFrameSize(FRAME);

    private final Watched storage = new Watched(new MemoryBackend(MemoryOptions.DEFAULT));
    private final FileSystem stored = FileSystem.over(storage.shared());
    private final CompressBackend backend = new CompressBackend(storage, OPTIONS);
    private final FileSystem fs = FileSystem.over(backend);

    @AfterEach
    void close() throws IOException {
        stored.close();
        fs.close();
        assertEquals(0, backend.nativeContexts());
        assertEquals(0, storage.open.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 88, 89, 90, FRAME - 1, FRAME, FRAME + 1, 5 * FRAME, 5 * FRAME + 7})
    void a_file_of_any_size_is_read_as_written_and_has_that_size_everywhere(int size) throws IOException {
        for (byte[] bytes : List.of(Text.bytes(size), Content.bytes(size), new byte[size])) {
            try (WriteHandle out = fs.openWrite(FsPath.of("/f"), WriteOptions.replace())) {
                out.write(ByteBuffer.wrap(bytes));
                assertEquals(size, out.size());
                assertEquals(size, out.commit().size());
            }
            assertArrayEquals(bytes, fs.readBytes("/f"));
            try (FileSystem other = FileSystem.over(new CompressBackend(storage.shared(), OPTIONS))) {
                assertSize(size, fs);
                assertSize(size, other);
            }
        }
    }

    private static void assertSize(int size, FileSystem fs) throws IOException {
        assertEquals(size, fs.stat("/f").size());
        assertEquals(List.of(fs.stat("/f")), fs.entries("/"));
        try (ReadHandle in = fs.openRead("/f")) {
            assertEquals(size, in.size());
        }
    }

    @Test
    void what_compresses_takes_less_and_what_does_not_takes_little_more() throws IOException {
        fs.write("/text", Text.bytes(100 * FRAME));
        fs.write("/noise", Content.bytes(100 * FRAME));
        assertTrue(stored.stat("/text").size() < 50 * FRAME);
        assertTrue(stored.stat("/noise").size() < 101 * FRAME);
    }

    @Test
    void a_small_file_that_does_not_get_smaller_is_stored_as_it_is() throws IOException {
        fs.write("/noise", Content.bytes(FRAME));
        assertArrayEquals(Content.bytes(FRAME), stored.readBytes("/noise"));
        fs.write("/short", "abc");
        assertEquals("abc", stored.readString("/short"));
    }

    @Test
    void a_few_bytes_in_the_middle_take_the_table_and_one_frame() throws IOException {
        byte[] bytes = Text.bytes(1000 * FRAME);
        fs.write("/f", bytes);
        storage.reset();
        try (ReadHandle in = fs.openRead("/f")) {
            storage.reset();
            ByteBuffer target = ByteBuffer.allocate(100);
            in.readFully(target, 500L * FRAME + 50);
            assertEquals(ByteBuffer.wrap(bytes, 500 * FRAME + 50, 100), target.flip());
            assertEquals(1, storage.reads.get());
            assertTrue(storage.bytes.get() < FRAME);
            in.readFully(ByteBuffer.allocate(100), 500L * FRAME + 150);
            assertEquals(1, storage.reads.get(), "the frame was decompressed already");
        }
    }

    @Test
    void a_file_read_in_small_pieces_is_asked_for_in_large_ones() throws IOException {
        byte[] bytes = Content.bytes(2000 * FRAME);
        fs.write("/f", bytes);
        try (ReadHandle in = fs.openRead("/f")) {
            storage.reset();
            ByteBuffer all = ByteBuffer.allocate(bytes.length);
            for (int position = 0; position < bytes.length; position += 1000) {
                all.limit(Math.min(bytes.length, position + 1000));
                in.readFully(all, position);
            }
            assertArrayEquals(bytes, all.array());
            assertTrue(storage.reads.get() <= 10, () -> storage.reads + " reads for 8 MB");
        }
    }

    @Test
    void sixteen_readers_of_one_handle_get_what_they_ask_for() throws Exception {
        byte[] bytes = Text.bytes(64 * FRAME + 5);
        fs.write("/f", bytes);
        try (ReadHandle in = fs.openRead("/f")) {
            Race.assertAllSucceeded(Race.run(16, number -> {
                Random random = new Random(number);
                for (int i = 0; i < 300; i++) {
                    int from = random.nextInt(bytes.length);
                    int count = Math.min(bytes.length - from, 1 + random.nextInt(3 * FRAME));
                    ByteBuffer target = ByteBuffer.allocate(count);
                    in.readFully(target, from);
                    assertEquals(ByteBuffer.wrap(bytes, from, count), target.flip());
                }
                return number;
            }));
        }
    }

    @Test
    void bytes_behind_5_GiB_are_written_and_read() throws IOException {
        long far = 5L << 30;
        try (FileSystem large = FileSystem.over(new CompressBackend(
                new MemoryBackend(MemoryOptions.DEFAULT), CompressOptions.DEFAULT.withFrameSize(4 << 20)))) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(4 << 20);
            large.write("/f", WriteOptions.createNew(), out -> {
                for (long written = 0; written < far; written += zeros.capacity()) {
                    out.write(zeros.clear());
                }
                out.write(new byte[] {1, 2, 3});
            });
            assertEquals(far + 3, large.stat("/f").size());
            try (ReadHandle in = large.openRead("/f")) {
                ByteBuffer target = ByteBuffer.allocate(5);
                in.readFully(target, far - 2);
                assertArrayEquals(new byte[] {0, 0, 1, 2, 3}, target.array());
                assertEquals(-1, in.read(target.clear(), far + 3));
            }
            large.write("/f", WriteOptions.append(), out -> out.write(new byte[] {4}));
            try (ReadHandle in = large.openRead("/f")) {
                ByteBuffer target = ByteBuffer.allocate(5);
                in.readFully(target, far - 1);
                assertArrayEquals(new byte[] {0, 1, 2, 3, 4}, target.array());
            }
        }
    }

    @Test
    void ten_thousand_writes_that_are_given_up_leave_no_native_memory() throws IOException {
        byte[] bytes = Text.bytes(2 * FRAME);
        for (int i = 0; i < 10_000; i++) {
            try (WriteHandle out = fs.openWrite(FsPath.of("/f"), WriteOptions.createNew())) {
                if (i % 100 == 0) {
                    out.write(ByteBuffer.wrap(bytes));
                }
            }
            assertTrue(backend.nativeContexts() <= 1);
        }
        assertEquals(List.of(), stored.entries("/"));
    }

    @Test
    void open_files_hold_no_native_memory() throws IOException {
        fs.write("/f", Text.bytes(10 * FRAME));
        int before = backend.nativeContexts();
        for (int i = 0; i < 10_000; i++) {
            try (ReadHandle in = fs.openRead("/f")) {
                in.read(ByteBuffer.allocate(1), FRAME);
            }
        }
        assertTrue(backend.nativeContexts() <= before + 1);
    }

    @Test
    void nothing_is_committed_after_a_write_that_failed_half_way() throws IOException {
        FaultPlan plan = new FaultPlan(1).at(2, Operation.WRITE, Fault.partialWrite(10));
        MemoryBackend memory = new MemoryBackend(MemoryOptions.DEFAULT);
        try (FileSystem faulty = FileSystem.over(new CompressBackend(new FaultBackend(memory, plan), OPTIONS));
                WriteHandle out = faulty.openWrite(FsPath.of("/f"), WriteOptions.createNew())) {
            assertThrows(IOException.class, () -> out.write(ByteBuffer.wrap(Content.bytes(4 * FRAME))));
            assertThrows(FileSystemException.class, () -> out.write(ByteBuffer.wrap(new byte[1])));
            assertThrows(FileSystemException.class, out::commit);
            assertEquals(List.of(), faulty.entries("/"));
        }
    }

    @Test
    void an_abort_ends_a_write_that_the_storage_does_not_take() throws Exception {
        Gate gate = new Gate();
        FaultPlan plan = new FaultPlan(1).at(1, Operation.WRITE, Fault.delay(gate));
        CompressBackend slow = new CompressBackend(new FaultBackend(storage.shared(), plan), OPTIONS);
        try (FileSystem faulty = FileSystem.over(slow)) {
            WriteHandle out = faulty.openWrite(FsPath.of("/f"), WriteOptions.createNew());
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread writer = new Thread(() -> {
                try {
                    out.write(ByteBuffer.wrap(Content.bytes(4 * FRAME)));
                } catch (IOException aborted) {
                    failure.set(aborted);
                }
            });
            writer.start();
            gate.awaitArrival();
            out.abort(null);
            writer.join();
            assertEquals(ErrorKind.CLOSED, ErrorKind.of(failure.get()));
            assertEquals(List.of(), faulty.entries("/"));
        }
        assertEquals(0, slow.nativeContexts());
    }

    @Test
    void it_declares_what_it_can_keep() {
        Capabilities can = fs.capabilities();
        for (Capability refused : List.of(
                Capability.RANDOM_WRITE,
                Capability.TRUNCATE,
                Capability.UPDATE,
                Capability.READ_BACK,
                Capability.IN_PLACE_WRITE,
                Capability.DELETE_TREE)) {
            assertFalse(can.has(refused), refused::toString);
        }
        assertTrue(can.has(Capability.APPEND));
        assertEquals(can.has(Capability.COPY), stored.capabilities().has(Capability.COPY));
        assertEquals((long) CompressOptions.MOST_FRAMES * FRAME, can.limits().maxFileSize());
    }

    @Test
    void a_copy_and_a_move_keep_the_compressed_bytes() throws IOException {
        byte[] bytes = Text.bytes(10 * FRAME);
        fs.write("/f", bytes);
        byte[] compressed = stored.readBytes("/f");
        fs.copy("/f", "/copy");
        fs.move("/f", "/moved");
        for (String path : List.of("/copy", "/moved")) {
            assertArrayEquals(compressed, stored.readBytes(path));
            assertArrayEquals(bytes, fs.readBytes(path));
            FileInfo info = fs.stat(path);
            assertEquals(bytes.length, info.size());
        }
    }
}
