package io.anyfs.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import io.anyfs.FileSystem;
import io.anyfs.WriteOptions;
import io.anyfs.local.LocalBackend;
import io.anyfs.local.LocalOptions;
import io.anyfs.tck.subject.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored, as others see it. */
class InteroperabilityTest {

    private static final int FRAME = 4 << 10;

    @TempDir
    private Path directory;

    @TempDir
    private Path beside;

    private FileSystem fs;

    @BeforeEach
    void open() throws IOException {
        fs = FileSystem.over(new CompressBackend(
                LocalBackend.open(directory, LocalOptions.DEFAULT),
                CompressOptions.DEFAULT.withFrameSize(FRAME).withStoreRaw(false)));
    }

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, FRAME, 10 * FRAME + 1})
    void a_stream_of_zstd_gives_the_file(int size) throws IOException {
        for (byte[] bytes : List.of(Text.bytes(size), Content.bytes(size))) {
            fs.write("/f", bytes);
            try (InputStream in = new ZstdInputStream(Files.newInputStream(directory.resolve("f")))) {
                assertArrayEquals(bytes, in.readAllBytes());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, FRAME, 10 * FRAME + 1})
    void the_zstd_command_gives_the_file(int size) throws Exception {
        byte[] bytes = Text.bytes(size);
        fs.write("/f", bytes);
        assertArrayEquals(bytes, zstd("-d", "-c"));
        fs.write("/f", WriteOptions.append(), out -> out.write(bytes));
        assertArrayEquals(Content.joined(bytes, bytes), zstd("-d", "-c"));
        zstd("-t");
    }

    @Test
    void the_zstd_command_notices_a_flipped_bit() throws Exception {
        fs.write("/f", Text.bytes(10 * FRAME));
        byte[] stored = Files.readAllBytes(directory.resolve("f"));
        stored[3000] ^= 1;
        Files.write(directory.resolve("f"), stored);
        assertNotEquals(0, run(directory.resolve("f"), "-t"));
    }

    @Test
    void a_file_of_the_zstd_command_is_read_as_it_is() throws Exception {
        Path plain = Files.write(beside.resolve("plain"), Text.bytes(10 * FRAME));
        assertEquals(0, run(plain, "-c"));
        Files.copy(output(), directory.resolve("f"));
        assertArrayEquals(Files.readAllBytes(directory.resolve("f")), fs.readBytes("/f"));
        assertArrayEquals(
                Text.bytes(10 * FRAME),
                new ZstdInputStream(new ByteArrayInputStream(fs.readBytes("/f"))).readAllBytes());
    }

    /** Goes by the specification, and knows nothing of our frames. */
    @Test
    void a_reader_of_the_seekable_format_finds_any_frame() throws IOException {
        byte[] bytes = Text.bytes(10 * FRAME + 7);
        fs.write("/f", bytes);
        ByteBuffer stored =
                ByteBuffer.wrap(Files.readAllBytes(directory.resolve("f"))).order(ByteOrder.LITTLE_ENDIAN);
        int end = stored.capacity();
        assertEquals(0x8F92EAB1, stored.getInt(end - 4));
        assertEquals((byte) 0x80, stored.get(end - 5));
        int frames = stored.getInt(end - 9);
        int table = end - 9 - frames * 12 - 8;
        assertEquals(0x184D2A5E, stored.getInt(table));
        assertEquals(end - table - 8, stored.getInt(table + 4));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int position = 0;
        for (int frame = 0; frame < frames; frame++) {
            int entry = table + 8 + frame * 12;
            int length = stored.getInt(entry);
            int plain = stored.getInt(entry + 4);
            if (plain > 0) {
                byte[] compressed = new byte[length];
                stored.get(position, compressed);
                all.write(Zstd.decompress(compressed, plain));
                assertEquals(stored.getInt(position + length - 4), stored.getInt(entry + 8));
            } else {
                assertEquals(0x184D2A50, stored.getInt(position) & ~0xF);
                assertEquals(length - 8, stored.getInt(position + 4));
            }
            position += length;
        }
        assertEquals(table, position);
        assertArrayEquals(bytes, all.toByteArray());
    }

    /** What the command says, when it succeeds. */
    private byte[] zstd(String... options) throws Exception {
        assertEquals(0, run(directory.resolve("f"), options));
        return Files.readAllBytes(output());
    }

    /** How the command ends. */
    private int run(Path file, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(command().toString(), "-q"));
        command.addAll(List.of(options));
        command.add(file.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output().toFile())
                .start();
        process.getOutputStream().close();
        return process.waitFor();
    }

    private Path output() {
        return beside.resolve("output");
    }

    /** Where it is; skips the test where it is not installed, and fails it where {@code CI=true} asks for all clients. */
    private static Path command() {
        Optional<Path> found = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry, "zstd"))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            assertTrue(!"true".equals(System.getenv("CI")), "zstd is not installed, and CI=true asks for every client");
            abort("zstd is not installed");
        }
        return found.orElseGet(() -> fail("unreachable"));
    }
}
