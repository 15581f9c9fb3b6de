package io.anyfs.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {

    private static final int CHUNK = Chunk.SIZE;
    private static final ContentEditor.Room ENDLESS = stored -> {};
    private static final ChunkPool POOL = new ChunkPool();

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 64 * CHUNK - 1, 64 * CHUNK, 64 * CHUNK + 1, 65 * CHUNK
            })
    void sizes_around_the_borders_of_chunks_and_branches_keep_their_bytes(int size) throws IOException {
        byte[] bytes = random(size, 1);
        for (int step : new int[] {size, CHUNK, CHUNK - 1, 1000 + CHUNK}) {
            Content content = written(bytes, step);
            assertEquals(size, content.size());
            assertEquals(size, content.stored());
            assertArrayEquals(bytes, read(content));
            assertArrayEquals(bytes, transferred(content));
        }
    }

    @Test
    void random_edits_give_what_an_array_would_and_leave_earlier_versions_alone() throws IOException {
        Content garbage = written(random(100 * CHUNK, 5), CHUNK);
        garbage.release();
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<Content> versions = new ArrayList<>(List.of(Content.EMPTY));
            List<byte[]> expected = new ArrayList<>(List.of(new byte[0]));
            for (int round = 0; round < 8; round++) {
                int from = random.nextInt(versions.size());
                byte[] model = expected.get(from);
                ContentEditor editor =
                        new ContentEditor(versions.get(from), random.nextInt(2 * CHUNK) - 1, ENDLESS, POOL);
                for (int edit = random.nextInt(5); edit >= 0; edit--) {
                    int at = position(random);
                    if (random.nextInt(3) == 0) {
                        editor.truncate(at);
                        model = Arrays.copyOf(model, at);
                    } else {
                        byte[] bytes = random(random.nextInt(2 * CHUNK), random.nextLong());
                        editor.write(ByteBuffer.wrap(bytes), at);
                        if (bytes.length > 0) {
                            model = Arrays.copyOf(model, Math.max(model.length, at + bytes.length));
                            System.arraycopy(bytes, 0, model, at, bytes.length);
                        }
                    }
                    assertArrayEquals(model, read(editor.view()), "seed " + seed);
                }
                Content finished = editor.finish();
                assertEquals(storedIn(finished.root()), finished.stored(), "seed " + seed);
                assertTrue(finished.stored() <= finished.size(), "seed " + seed);
                versions.add(finished);
                expected.add(model);
            }
            for (int i = 0; i < versions.size(); i++) {
                assertArrayEquals(expected.get(i), read(versions.get(i)), "seed " + seed + ", version " + i);
                assertArrayEquals(expected.get(i), transferred(versions.get(i)), "seed " + seed + ", version " + i);
            }
        }
    }

    @Test
    void a_hole_stores_nothing_and_reads_as_zeros() throws IOException {
        long far = 5L << 30;
        ContentEditor editor = new ContentEditor(Content.EMPTY, -1, ENDLESS, POOL);
        editor.write(ByteBuffer.wrap(new byte[] {1}), 0);
        editor.write(ByteBuffer.wrap(new byte[] {2}), far);
        Content content = editor.finish();
        assertEquals(far + 1, content.size());
        assertEquals(2, content.stored());
        ByteBuffer bytes = ByteBuffer.allocate(3);
        assertEquals(3, content.read(bytes, far - 2));
        assertArrayEquals(new byte[] {0, 0, 2}, bytes.array());
        assertEquals(1, content.read(bytes.clear(), far));
        assertEquals(-1, content.read(bytes.clear(), far + 1));
        assertEquals(3, content.read(bytes.clear(), 0));
        assertArrayEquals(new byte[] {1, 0, 0}, bytes.array());
    }

    @Test
    void the_last_possible_byte_can_be_written_and_not_one_more() throws IOException {
        ContentEditor editor = new ContentEditor(Content.EMPTY, -1, ENDLESS, POOL);
        editor.write(ByteBuffer.wrap(new byte[] {7}), Long.MAX_VALUE - 1);
        assertThrows(IOException.class, () -> editor.write(ByteBuffer.wrap(new byte[] {7}), Long.MAX_VALUE));
        assertThrows(IOException.class, () -> editor.write(ByteBuffer.wrap(new byte[2]), Long.MAX_VALUE - 1));
        Content content = editor.finish();
        assertEquals(Long.MAX_VALUE, content.size());
        ByteBuffer one = ByteBuffer.allocate(2);
        assertEquals(1, content.read(one, Long.MAX_VALUE - 1));
        assertEquals(7, one.get(0));
        ContentEditor cutter = new ContentEditor(content, -1, ENDLESS, POOL);
        cutter.truncate(Long.MAX_VALUE - 1);
        assertEquals(CHUNK - 2, cutter.view().stored());
        cutter.truncate(1L << 40);
        assertEquals(0, cutter.view().stored());
        cutter.write(ByteBuffer.wrap(new byte[] {1}), 3);
        assertArrayEquals(new byte[] {0, 0, 0, 1, 0}, Arrays.copyOf(head(cutter.finish(), 5), 5));
    }

    @Test
    void what_was_cut_off_does_not_come_back() throws IOException {
        ContentEditor editor = new ContentEditor(Content.EMPTY, -1, ENDLESS, POOL);
        byte[] full = new byte[3 * CHUNK];
        Arrays.fill(full, (byte) 9);
        editor.write(ByteBuffer.wrap(full), 0);
        editor.truncate(CHUNK + 10);
        editor.truncate(3 * CHUNK);
        byte[] expected = new byte[3 * CHUNK];
        Arrays.fill(expected, 0, CHUNK + 10, (byte) 9);
        assertArrayEquals(expected, read(editor.view()));
        editor.write(ByteBuffer.wrap(new byte[] {1}), CHUNK + 20);
        expected[CHUNK + 20] = 1;
        assertArrayEquals(expected, read(editor.finish()));
    }

    @Test
    void versions_share_the_chunks_that_they_have_in_common() throws IOException {
        Content before = written(random(200 * CHUNK, 1), CHUNK);
        ContentEditor editor = new ContentEditor(before, -1, ENDLESS, POOL);
        editor.write(ByteBuffer.wrap(new byte[] {1}), 100L * CHUNK + 5);
        Content after = editor.finish();
        for (long index = 0; index < 200; index++) {
            Chunk old = Content.chunk(before.root(), before.height(), index);
            Chunk now = Content.chunk(after.root(), after.height(), index);
            assertEquals(index != 100, old == now, "chunk " + index);
        }
    }

    @Test
    void a_file_takes_no_more_memory_than_its_bytes() throws IOException {
        for (int size : new int[] {1, 10, 1000, CHUNK - 1, CHUNK + 1, 5 * CHUNK + 100}) {
            for (int step : new int[] {1 + size / 50, 8192}) {
                Content content = written(random(size, 1), step);
                long allocated = allocatedIn(content.root());
                assertTrue(allocated <= size + size / 7, allocated + " bytes for " + size + " in steps of " + step);
            }
        }
    }

    @Test
    void single_bytes_far_apart_take_no_whole_chunks() throws IOException {
        ContentEditor editor = new ContentEditor(Content.EMPTY, -1, ENDLESS, POOL);
        for (long index = 0; index < 1000; index++) {
            editor.write(ByteBuffer.wrap(new byte[] {1}), index * CHUNK);
        }
        Content content = editor.finish();
        assertEquals(1000, content.stored());
        assertEquals(1000, allocatedIn(content.root()));
    }

    @Test
    void no_room_means_that_nothing_is_written() throws IOException {
        ContentEditor editor = new ContentEditor(
                Content.EMPTY,
                -1,
                stored -> {
                    if (stored > CHUNK) {
                        throw new IOException("no room");
                    }
                },
                POOL);
        editor.write(ByteBuffer.wrap(new byte[CHUNK]), 0);
        ByteBuffer more = ByteBuffer.wrap(new byte[10]);
        assertThrows(IOException.class, () -> editor.write(more, CHUNK - 5));
        assertEquals(10, more.remaining());
        assertEquals(CHUNK, editor.size());
        editor.write(ByteBuffer.wrap(new byte[10]), 5);
    }

    @Test
    void nobody_who_is_sent_bytes_can_change_them() throws IOException {
        Content content = written(new byte[] {1, 2, 3}, 3);
        content.transferTo(0, 3, new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) {
                assertThrows(ReadOnlyBufferException.class, () -> source.put(0, (byte) 9));
                int bytes = source.remaining();
                source.position(source.limit());
                return bytes;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        });
        assertArrayEquals(new byte[] {1, 2, 3}, read(content));
    }

    @Test
    void sending_stops_where_the_channel_takes_no_more() throws IOException {
        Content content = written(random(3 * CHUNK, 1), CHUNK);
        int[] room = {CHUNK + 100};
        WritableByteChannel narrow = new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) {
                int taken = Math.min(room[0], source.remaining());
                room[0] -= taken;
                source.position(source.position() + taken);
                return taken;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
        assertEquals(CHUNK + 100, content.transferTo(0, 3 * CHUNK, narrow));
        assertEquals(0, content.transferTo(0, 10, narrow));
        assertEquals(0, content.transferTo(3 * CHUNK, 10, narrow));
        assertEquals(0, content.transferTo(Long.MAX_VALUE, Long.MAX_VALUE, narrow));
    }

    @Test
    void a_full_buffer_gets_nothing() throws IOException {
        assertEquals(0, written(new byte[3], 3).read(ByteBuffer.allocate(0), 1));
    }

    @Test
    void an_edit_without_a_change_shares_everything() throws IOException {
        Content before = written(random(3 * CHUNK, 1), CHUNK);
        assertSame(
                before.root(),
                new ContentEditor(before, -1, ENDLESS, POOL).finish().root());
    }

    private static int position(Random random) {
        int border = random.nextInt(4) * CHUNK;
        return switch (random.nextInt(4)) {
            case 0 -> border;
            case 1 -> Math.max(0, border - 1);
            case 2 -> border + 1;
            default -> random.nextInt(4 * CHUNK);
        };
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Content written(byte[] bytes, int step) throws IOException {
        ContentEditor editor = new ContentEditor(Content.EMPTY, -1, ENDLESS, POOL);
        for (int at = 0; at < bytes.length; at += step) {
            editor.write(ByteBuffer.wrap(bytes, at, Math.min(step, bytes.length - at)), at);
        }
        return editor.finish();
    }

    private static byte[] read(Content content) {
        return head(content, (int) content.size());
    }

    private static byte[] head(Content content, int size) {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        assertEquals(size == 0 && content.size() == 0 ? -1 : size, content.read(bytes, 0));
        return bytes.array();
    }

    private static byte[] transferred(Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(content.size(), content.transferTo(0, Long.MAX_VALUE, Channels.newChannel(out)));
        return out.toByteArray();
    }

    private static long storedIn(Part part) {
        return sum(part, false);
    }

    private static long allocatedIn(Part part) {
        return sum(part, true);
    }

    private static long sum(Part part, boolean allocated) {
        if (part instanceof Chunk chunk) {
            return allocated ? chunk.bytes.length : chunk.length;
        }
        long sum = 0;
        if (part instanceof Branch branch) {
            for (Part child : branch.children) {
                sum += sum(child, allocated);
            }
        }
        return sum;
    }
}
