package io.anyfs.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Race;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arrays of files that are gone are used again: never while somebody reads them, and no old byte ever shows. */
class ReuseTest {

    private static final int SIZE = 3 * Chunk.SIZE;

    private final FileSystem fs = MemoryFileSystem.create();

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    @Test
    void arrays_of_a_content_that_nobody_holds_are_used_again() throws IOException {
        ChunkPool pool = new ChunkPool();
        Content content = written(pool, SIZE);
        Chunk first = Content.chunk(content.root(), content.height(), 0);
        assertTrue(content.hold());
        content.release();
        byte[] fresh = pool.take(Chunk.SIZE);
        assertFalse(holdsArray(content, fresh), "it is still held");
        content.release();
        assertFalse(content.hold());
        List<byte[]> taken = List.of(pool.take(Chunk.SIZE), pool.take(Chunk.SIZE), pool.take(Chunk.SIZE));
        assertTrue(taken.stream().anyMatch(bytes -> bytes == first.bytes));
        assertTrue(taken.stream().allMatch(bytes -> holdsArray(content, bytes)));
        assertFalse(holdsArray(content, pool.take(Chunk.SIZE)), "each is given once");
    }

    @Test
    void an_eighth_of_an_array_is_unused_at_most() {
        Set<Integer> reusable = new HashSet<>();
        for (int bytes = 1; bytes <= Chunk.SIZE; bytes++) {
            int size = ChunkPool.arraySize(bytes);
            assertTrue(size >= bytes && size <= Chunk.SIZE, bytes + " in " + size);
            assertTrue(size - bytes <= size / 8, bytes + " in " + size);
            assertEquals(size, ChunkPool.arraySize(size));
            if (ChunkPool.isReusable(size)) {
                reusable.add(size);
            }
        }
        assertEquals(48, reusable.size());
        assertTrue(reusable.contains(4096) && reusable.contains(Chunk.SIZE));
    }

    @Test
    void an_array_is_used_again_for_a_file_of_about_the_same_size() throws IOException {
        ChunkPool pool = new ChunkPool();
        for (int size : new int[] {1025, 4096, 5000, 60_000, Chunk.SIZE}) {
            Content content = written(pool, size);
            content.release();
            assertTrue(holdsArray(content, pool.take(ChunkPool.arraySize(size))), "size " + size);
            assertFalse(holdsArray(content, pool.take(ChunkPool.arraySize(size))), "size " + size + " is given once");
        }
    }

    @Test
    void arrays_that_two_contents_share_are_never_used_again() throws IOException {
        ChunkPool pool = new ChunkPool();
        Content content = written(pool, SIZE);
        Content edited = new ContentEditor(content, -1, stored -> {}, pool).finish();
        content.release();
        edited.release();
        assertFalse(holdsArray(content, pool.take(Chunk.SIZE)));
        assertTrue(edited.hold());
        assertSame(content.root(), edited.root());
    }

    @Test
    void a_hole_in_a_used_array_reads_as_zeros() throws IOException {
        fs.write("/old", filled(4 * SIZE, 7));
        fs.delete("/old");
        fs.write("/new", WriteOptions.replace().expecting(2L * Chunk.SIZE), out -> {
            out.write(ByteBuffer.wrap(new byte[] {1}), 1000);
            out.write(ByteBuffer.wrap(new byte[] {2}), Chunk.SIZE + 60_000);
            out.truncate(2L * Chunk.SIZE);
        });
        byte[] expected = new byte[2 * Chunk.SIZE];
        expected[1000] = 1;
        expected[Chunk.SIZE + 60_000] = 2;
        assertArrayEquals(expected, fs.readBytes("/new"));
        fs.write("/new", WriteOptions.update(), out -> {
            out.truncate(500);
            out.write(ByteBuffer.wrap(new byte[] {3}), 2000);
        });
        assertArrayEquals(Arrays.copyOf(new byte[1], 2000), Arrays.copyOf(fs.readBytes("/new"), 2000));
    }

    @Test
    void a_reader_keeps_its_bytes_while_its_file_is_replaced_many_times() throws IOException {
        byte[] old = filled(SIZE, 1);
        fs.write("/a", old);
        try (ReadHandle in = fs.openRead("/a")) {
            for (int round = 2; round < 20; round++) {
                fs.write("/a", filled(SIZE, round));
            }
            fs.delete("/a");
            fs.write("/b", filled(4 * SIZE, 99));
            ByteBuffer bytes = ByteBuffer.allocate(SIZE);
            in.readFully(bytes, 0);
            assertArrayEquals(old, bytes.array());
        }
    }

    @Test
    void a_read_that_is_under_way_keeps_its_bytes_when_the_handle_is_closed() throws IOException {
        byte[] old = filled(SIZE, 1);
        fs.write("/a", old);
        ReadHandle in = fs.openRead("/a");
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        WritableByteChannel to = Channels.newChannel(sent);
        long count = in.transferTo(0, SIZE, new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) throws IOException {
                in.close();
                fs.deleteIfExists(FsPath.of("/a"));
                fs.write("/b", filled(2 * SIZE, 99));
                return to.write(source);
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        });
        assertEquals(SIZE, count);
        assertArrayEquals(old, sent.toByteArray());
    }

    @Test
    void a_copy_and_its_source_do_not_need_each_other() throws IOException {
        byte[] bytes = filled(SIZE, 5);
        fs.write("/a", bytes);
        fs.copy("/a", "/b");
        fs.copy(FsPath.of("/a"), FsPath.of("/b"), IfExists.REPLACE);
        fs.delete("/a");
        fs.write("/c", filled(4 * SIZE, 99));
        assertArrayEquals(bytes, fs.readBytes("/b"));
        fs.copy("/b", "/d");
        fs.delete("/b");
        fs.write("/e", filled(4 * SIZE, 98));
        assertArrayEquals(bytes, fs.readBytes("/d"));
    }

    @Test
    void an_update_keeps_what_it_started_from_when_that_is_replaced() throws IOException {
        fs.write("/a", filled(SIZE, 1));
        try (WriteHandle out = fs.openWrite("/a", WriteOptions.append())) {
            fs.write("/a", filled(SIZE, 2));
            fs.delete("/a");
            fs.write("/b", filled(4 * SIZE, 99));
            out.write(new byte[] {9});
            out.commit();
        }
        byte[] expected = Arrays.copyOf(filled(SIZE, 1), SIZE + 1);
        expected[SIZE] = 9;
        assertArrayEquals(expected, fs.readBytes("/a"));
    }

    @Test
    void a_deleted_file_can_be_written_and_read_in_place() throws IOException {
        try (WriteHandle out = fs.openWrite("/a", WriteOptions.replace().inPlace())) {
            out.write(filled(SIZE, 1));
            fs.delete("/a");
            fs.write("/b", filled(4 * SIZE, 99));
            out.write(ByteBuffer.wrap(new byte[] {2}), 10);
            fs.write("/c", filled(4 * SIZE, 98));
            byte[] expected = filled(SIZE, 1);
            expected[10] = 2;
            ByteBuffer bytes = ByteBuffer.allocate(SIZE);
            assertEquals(SIZE, out.read(bytes, 0));
            assertArrayEquals(expected, bytes.array());
            out.commit();
        }
        assertArrayEquals(filled(4 * SIZE, 99), fs.readBytes("/b"));
    }

    @Test
    void no_reader_ever_sees_bytes_of_another_file() throws Exception {
        AtomicInteger writersLeft = new AtomicInteger(3);
        List<Callable<Integer>> runners = new ArrayList<>();
        for (int writer = 0; writer < 3; writer++) {
            int seed = writer;
            runners.add(() -> {
                try {
                    Random random = new Random(seed);
                    for (int round = 0; round < 1500; round++) {
                        change(random);
                    }
                } finally {
                    writersLeft.decrementAndGet();
                }
                return 0;
            });
        }
        for (int reader = 0; reader < 4; reader++) {
            int seed = 100 + reader;
            runners.add(() -> {
                Random random = new Random(seed);
                int read = 0;
                while (writersLeft.get() > 0) {
                    read += check(random.nextInt(6), random);
                }
                return read;
            });
        }
        List<Race.Outcome<Integer>> outcomes = Race.run(runners);
        Race.assertAllSucceeded(outcomes);
        assertTrue(outcomes.stream().skip(3).mapToInt(Race.Outcome::value).sum() > 0, "nothing was read");
    }

    /** The file of a number holds only that number, whatever happens to it. */
    private void change(Random random) throws IOException {
        int number = random.nextInt(6);
        String path = "/f" + number;
        int size = random.nextBoolean() ? random.nextInt(6000) : Chunk.SIZE + random.nextInt(3 * Chunk.SIZE);
        try {
            switch (random.nextInt(6)) {
                case 0 -> fs.delete(path);
                case 1 -> fs.write(path, WriteOptions.append(), out -> out.write(filled(1000, number)));
                case 2 -> fs.write(path, WriteOptions.update().inPlace(), out -> out.write(filled(size, number)));
                case 3 -> {
                    fs.copy(FsPath.of(path), FsPath.of(path + "-copy"), IfExists.REPLACE);
                    fs.move(FsPath.of(path + "-copy"), FsPath.of(path), IfExists.REPLACE);
                }
                default -> fs.write(path, filled(size, number));
            }
        } catch (NoSuchFileException deletedMeanwhile) {
            assertTrue(deletedMeanwhile.getFile().startsWith(path));
        }
    }

    @SuppressWarnings("try") // closing early is the point
    private int check(int number, Random random) throws IOException {
        try (ReadHandle in = fs.openRead("/f" + number)) {
            byte[] bytes = new byte[(int) in.size()];
            in.readFully(ByteBuffer.wrap(bytes), 0);
            assertArrayEquals(filled(bytes.length, number), bytes);
            if (random.nextBoolean()) {
                in.close();
            }
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            in.transferTo(0, in.size(), Channels.newChannel(again));
            assertArrayEquals(bytes, again.toByteArray());
            return 1;
        } catch (NoSuchFileException | ClosedChannelException gone) {
            return 0;
        }
    }

    private static boolean holdsArray(Content content, byte[] bytes) {
        for (long index = 0; index < 3; index++) {
            Chunk chunk = Content.chunk(content.root(), content.height(), index);
            if (chunk != null && chunk.bytes == bytes) {
                return true;
            }
        }
        return false;
    }

    private static Content written(ChunkPool pool, int size) throws IOException {
        ContentEditor editor = new ContentEditor(Content.EMPTY, -1, stored -> {}, pool);
        editor.write(ByteBuffer.wrap(filled(size, 1)), 0);
        return editor.finish();
    }

    private static byte[] filled(int size, int with) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }
}
