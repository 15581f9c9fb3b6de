package io.anyfs.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileChangedException;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Content;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppendTest {

    private static final int FRAME = 4 << 10;

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
    void full_frames_are_copied_as_they_are_stored() throws IOException {
        byte[] old = Text.bytes(10 * FRAME + 100);
        fs.write("/f", old);
        byte[] before = stored.readBytes("/f");
        // At this level they would come out differently.
        try (FileSystem other = FileSystem.over(new CompressBackend(
                storage.shared(),
                CompressOptions.DEFAULT.withFrameSize(16 << 10).withLevel(19)))) {
            other.write("/f", WriteOptions.append(), out -> out.write(Text.bytes(FRAME, 2)));
            byte[] after = stored.readBytes("/f");
            int same = Arrays.mismatch(before, after);
            fs.write("/full", Arrays.copyOf(old, 10 * FRAME));
            int frames = (int) stored.stat("/full").size()
                    - StoredFormat.SIZE_FRAME_BYTES
                    - StoredFormat.tableBytes(10, true);
            assertEquals(frames, same, 10);
            assertArrayEquals(Content.joined(old, Text.bytes(FRAME, 2)), other.readBytes("/f"));
            assertArrayEquals(Content.joined(old, Text.bytes(FRAME, 2)), fs.readBytes("/f"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 3 * FRAME + 1})
    void a_file_that_was_never_compressed_is_compressed_when_it_grows(int size) throws IOException {
        byte[] old = Text.bytes(size);
        byte[] more = Text.bytes(5 * FRAME, 2);
        stored.write("/f", old);
        fs.write("/f", WriteOptions.append(), out -> out.write(more));
        assertArrayEquals(Content.joined(old, more), fs.readBytes("/f"));
        assertTrue(stored.stat("/f").size() < size + 3 * FRAME);
    }

    @Test
    void many_small_appends_keep_full_frames() throws IOException {
        byte[] expected = new byte[0];
        for (int i = 0; i < 50; i++) {
            byte[] more = Text.bytes(777, i);
            fs.write("/f", WriteOptions.append(), out -> out.write(more));
            expected = Content.joined(expected, more);
            assertEquals(expected.length, fs.stat("/f").size());
        }
        assertArrayEquals(expected, fs.readBytes("/f"));
        fs.write("/once", expected);
        assertArrayEquals(stored.readBytes("/once"), stored.readBytes("/f"));
    }

    @Test
    void what_somebody_else_wrote_meanwhile_is_not_lost() throws IOException {
        fs.write("/f", Text.bytes(3 * FRAME));
        try (WriteHandle out = fs.openWrite(FsPath.of("/f"), WriteOptions.append())) {
            out.write(ByteBuffer.wrap(new byte[10]));
            stored.write("/f", "somebody else's");
            assertThrows(FileChangedException.class, out::commit);
        }
        assertEquals("somebody else's", fs.readString("/f"));
    }

    @Test
    void a_damaged_file_is_not_appended_to() throws IOException {
        fs.write("/f", Text.bytes(3 * FRAME));
        byte[] cut = Arrays.copyOf(stored.readBytes("/f"), 1000);
        stored.write("/f", cut);
        assertThrows(CorruptFileException.class, () -> fs.openWrite(FsPath.of("/f"), WriteOptions.append()));
        assertArrayEquals(cut, stored.readBytes("/f"));
    }

    @Test
    void an_interrupt_ends_the_copy_of_what_is_appended_to() throws IOException {
        fs.write("/f", Text.bytes(3 * FRAME));
        byte[] before = stored.readBytes("/f");
        try (WriteHandle out = fs.openWrite(FsPath.of("/f"), WriteOptions.append())) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, () -> out.write(ByteBuffer.wrap(new byte[10])));
            assertTrue(Thread.interrupted());
        }
        assertArrayEquals(before, stored.readBytes("/f"));
    }
}
