package io.anyfs.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.github.luben.zstd.Zstd;
import io.anyfs.FileSystem;
import io.anyfs.ReadHandle;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files that were not written through the wrapper, and files that look as if they had been. */
class ForeignFilesTest {

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
    void a_file_that_was_stored_before_is_read_as_it_is() throws IOException {
        for (byte[] bytes :
                List.of(Text.bytes(10), Text.bytes(100), Text.bytes(100_000), Zstd.compress(Text.bytes(50_000)))) {
            stored.write("/f", bytes);
            assertArrayEquals(bytes, fs.readBytes("/f"));
            assertEquals(bytes.length, fs.stat("/f").size());
        }
    }

    @Test
    void a_seekable_file_of_another_tool_is_read_as_it_is() throws IOException {
        byte[] frame = Zstd.compress(Text.bytes(5000));
        byte[] all = new byte[frame.length + 8 + 8 + 9];
        ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(frame).putInt(0x184D2A5E).putInt(17);
        bytes.putInt(frame.length).putInt(5000);
        bytes.putInt(1).put((byte) 0).putInt(0x8F92EAB1);
        stored.write("/f", all);
        assertArrayEquals(all, fs.readBytes("/f"));
        assertEquals(all.length, fs.stat("/f").size());
    }

    @Test
    void a_stored_file_that_is_written_as_content_comes_back_as_it_is() throws IOException {
        fs.write("/f", Text.bytes(700));
        for (int depth = 0; depth < 5; depth++) {
            byte[] compressed = stored.readBytes("/f");
            fs.write("/f", compressed);
            assertFalse(Arrays.equals(compressed, stored.readBytes("/f")));
            assertArrayEquals(compressed, fs.readBytes("/f"));
            assertEquals(compressed.length, fs.stat("/f").size());
        }
    }

    @Test
    void content_that_begins_or_ends_as_a_compressed_file_comes_back_as_it_is() throws IOException {
        fs.write("/f", Text.bytes(700));
        byte[] compressed = stored.readBytes("/f");
        for (int length = 0; length <= compressed.length; length++) {
            byte[] start = Arrays.copyOf(compressed, length);
            fs.write("/f", start);
            assertArrayEquals(start, fs.readBytes("/f"));
            byte[] end = Arrays.copyOfRange(compressed, compressed.length - length, compressed.length);
            fs.write("/f", end);
            assertArrayEquals(end, fs.readBytes("/f"));
            assertEquals(length, fs.stat("/f").size());
        }
    }

    @Test
    void a_raw_file_of_a_known_version_is_opened_without_a_look() throws IOException {
        fs.write("/f", Content.bytes(FRAME));
        fs.readBytes("/f");
        storage.reset();
        try (ReadHandle in = fs.openRead("/f")) {
            assertEquals(FRAME, in.size());
        }
        assertEquals(0, storage.reads.get());
    }
}
