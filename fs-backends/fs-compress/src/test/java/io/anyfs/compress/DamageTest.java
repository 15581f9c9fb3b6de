package io.anyfs.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.compress.StoredFormat.Layout;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Damaged and forged files: a failure of a type of its own, and never a wrong byte. */
class DamageTest {

    private static final int FRAME = 1 << 10;

    private final Watched storage = new Watched(new MemoryBackend(MemoryOptions.DEFAULT));
    private final FileSystem stored = FileSystem.over(storage.shared());
    private final FileSystem fs =
            FileSystem.over(new CompressBackend(storage, CompressOptions.DEFAULT.withFrameSize(FRAME)));

    @AfterEach
    void close() throws IOException {
        stored.close();
        fs.close();
        assertEquals(0, storage.open.get());
    }

    @Test
    void no_flipped_bit_gives_wrong_bytes() throws IOException {
        byte[] bytes = Text.bytes(3 * FRAME + 10);
        fs.write("/f", bytes);
        byte[] good = stored.readBytes("/f");
        int noticed = 0;
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) (1 << (i % 8));
            noticed += readsRightOrFails(bad, bytes) ? 0 : 1;
        }
        // Of the head nothing is needed as long as the end is whole; nor of what the format ignores.
        int all = good.length;
        int found = noticed;
        assertTrue(noticed >= all - 40, () -> found + " of " + all + " were noticed");
    }

    @Test
    void no_file_that_is_cut_gives_wrong_bytes() throws IOException {
        byte[] bytes = Text.bytes(2 * FRAME + 10);
        fs.write("/f", bytes);
        byte[] good = stored.readBytes("/f");
        for (int length = StoredFormat.HEAD_BYTES; length < good.length; length++) {
            stored.write("/f", Arrays.copyOf(good, length));
            assertThrows(CorruptFileException.class, () -> fs.readBytes("/f"));
        }
    }

    @Test
    void a_damaged_file_is_listed_with_what_is_stored_and_can_be_deleted() throws IOException {
        fs.write("/f", Text.bytes(10 * FRAME));
        byte[] cut = Arrays.copyOf(stored.readBytes("/f"), 500);
        stored.write("/f", cut);
        assertEquals(500, fs.stat("/f").size());
        assertEquals(List.of(fs.stat("/f")), fs.entries("/"));
        CorruptFileException failure = assertThrows(CorruptFileException.class, () -> fs.openRead("/f"));
        assertEquals(ErrorKind.CORRUPT, ErrorKind.of(failure));
        assertTrue(failure.getMessage().contains("/f"), failure::getMessage);
        fs.delete("/f");
    }

    @Test
    void a_damaged_frame_leaves_the_others_readable() throws IOException {
        byte[] bytes = Text.bytes(5 * FRAME);
        fs.write("/f", bytes);
        byte[] bad = stored.readBytes("/f");
        bad[StoredFormat.HEAD_BYTES + 20] ^= 1;
        stored.write("/f", bad);
        try (var in = fs.openRead("/f")) {
            ByteBuffer target = ByteBuffer.allocate(FRAME);
            in.readFully(target, 3L * FRAME);
            assertArrayEquals(Arrays.copyOfRange(bytes, 3 * FRAME, 4 * FRAME), target.array());
            assertThrows(CorruptFileException.class, () -> in.readFully(target.clear(), 0));
        }
    }

    @Test
    void frames_that_changed_places_are_noticed() throws IOException {
        byte[] first = Content.bytes(FRAME, 1);
        byte[] second = Content.bytes(FRAME, 2);
        fs.write("/f", Content.joined(first, second));
        byte[] bytes = stored.readBytes("/f");
        int length = Zstd.compress(first).length + 4;
        byte[] moved = bytes.clone();
        System.arraycopy(bytes, 16, moved, 16 + length, length);
        System.arraycopy(bytes, 16 + length, moved, 16, length);
        stored.write("/f", moved);
        assertThrows(CorruptFileException.class, () -> fs.readBytes("/f"));
    }

    @Test
    void a_frame_that_gives_more_than_was_said_is_refused() throws IOException {
        byte[] bomb = Zstd.compress(new byte[1 << 20]);
        forge(bomb, FRAME, FRAME);
        assertThrows(CorruptFileException.class, () -> fs.readBytes("/f"));
        forge(bomb, FRAME, 1);
        assertThrows(CorruptFileException.class, () -> fs.readBytes("/f"));
        forge(bomb, 2 << 20, 2 << 20);
        assertThrows(CorruptFileException.class, () -> fs.readBytes("/f"));
        forge(bomb, 1 << 20, 1 << 20);
        assertArrayEquals(new byte[1 << 20], fs.readBytes("/f"));
    }

    @Test
    void a_frame_larger_than_the_largest_is_refused() throws IOException {
        forge(Zstd.compress(new byte[10]), CompressOptions.MOST_FRAME_SIZE + 1, 10);
        assertThrows(CorruptFileException.class, () -> fs.openRead("/f"));
        forge(Zstd.compress(new byte[10]), CompressOptions.MOST_FRAME_SIZE, Long.MAX_VALUE);
        assertThrows(CorruptFileException.class, () -> fs.openRead("/f"));
    }

    @Test
    void a_seek_table_that_does_not_fit_to_the_file_is_refused() throws IOException {
        fs.write("/f", Text.bytes(5 * FRAME));
        byte[] good = stored.readBytes("/f");
        int entries = good.length - StoredFormat.FOOTER_BYTES - 7 * 12;
        for (int entry = 0; entry < 7; entry++) {
            for (int field = 0; field < 2; field++) {
                byte[] bad = good.clone();
                ByteBuffer table = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN);
                int at = entries + entry * 12 + field * 4;
                table.putInt(at, table.getInt(at) + 1);
                stored.write("/f", bad);
                // The length of the size frame is known without its entry.
                if (entry == 6 && field == 0) {
                    assertEquals(5 * FRAME, fs.readBytes("/f").length);
                } else {
                    assertThrows(CorruptFileException.class, () -> fs.openRead("/f"));
                }
            }
        }
    }

    /** Stores one frame with an end that says what it likes. */
    private void forge(byte[] frame, int frameSize, long size) throws IOException {
        Layout layout = new Layout(size, frameSize, 1, false, StoredFormat.HEAD_BYTES + frame.length);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(bytes(StoredFormat.head()));
        bytes.write(frame);
        bytes.write(bytes(StoredFormat.beforeEntries(layout)));
        bytes.write(bytes(
                StoredFormat.allocate(8).putInt(frame.length).putInt((int) size).flip()));
        bytes.write(bytes(StoredFormat.afterEntries(layout)));
        stored.write("/f", bytes.toByteArray());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private boolean readsRightOrFails(byte[] bad, byte[] expected) throws IOException {
        stored.write("/f", bad);
        try {
            assertArrayEquals(expected, fs.readBytes("/f"));
            return true;
        } catch (CorruptFileException noticed) {
            return false;
        }
    }
}
