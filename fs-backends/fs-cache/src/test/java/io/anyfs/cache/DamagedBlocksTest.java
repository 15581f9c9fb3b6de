package io.anyfs.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FileSystem;
import io.anyfs.ReadHandle;
import io.anyfs.tck.subject.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks that are not what was stored are fetched again. */
class DamagedBlocksTest extends CachedMemory {

    /** Of a block of one piece. */
    private static final int HEADER = 48;

    private static final int PIECE = BlockHeader.PIECE;
    private static final byte[] NINE_PIECES = Content.bytes(9 * PIECE - 3);

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 12, 39, 40, 44, HEADER, HEADER + 2000, -1})
    void a_block_with_a_wrong_byte_is_thrown_away_and_fetched_again(int place) throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache)) {
            fs.readBytes("/f");
            for (Path block : blocks()) {
                byte[] bytes = Files.readAllBytes(block);
                bytes[place < 0 ? bytes.length - 1 : place] ^= 0x10;
                Files.write(block, bytes);
            }
            assertArrayEquals(TEN_BLOCKS, fs.readBytes("/f"));
            assertEquals(10, cache.statistics().corrupt());
            assertEquals(0, cache.statistics().errors());
            assertArrayEquals(TEN_BLOCKS, fs.readBytes("/f"));
            assertEquals(10, cache.statistics().corrupt());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, HEADER, HEADER + 100})
    void a_torn_block_is_thrown_away_after_a_restart(int length) throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        try (FileSystem fs = FileSystem.over(open(options()))) {
            fs.readBytes("/f");
        }
        for (Path block : blocks()) {
            Files.write(block, Content.first(length, Files.readAllBytes(block)));
        }
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache)) {
            assertArrayEquals(TEN_BLOCKS, fs.readBytes("/f"));
            assertEquals(10, cache.statistics().blocks());
            assertEquals(TEN_BLOCKS.length, cache.statistics().bytesFromStorage());
        }
    }

    @Test
    void a_block_in_the_place_of_another_is_thrown_away() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        foreign.write("/g", Content.bytes(BLOCK, 3));
        try (FileSystem fs = FileSystem.over(open(options()))) {
            fs.readBytes("/f");
            List<Path> files = blocks();
            fs.readBytes("/g");
            Path other = blocks().stream()
                    .filter(block -> !files.contains(block))
                    .findAny()
                    .orElseThrow();
            for (Path block : files) {
                Files.write(block, Files.readAllBytes(other));
            }
            assertArrayEquals(TEN_BLOCKS, fs.readBytes("/f"));
        }
    }

    @Test
    void blocks_that_others_deleted_are_fetched_again() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache)) {
            fs.readBytes("/f");
            for (Path block : blocks()) {
                Files.delete(block);
            }
            assertArrayEquals(TEN_BLOCKS, fs.readBytes("/f"));
            assertEquals(10, blocks().size());
        }
    }

    @Test
    void no_more_of_a_block_is_verified_than_is_read() throws IOException {
        foreign.write("/f", NINE_PIECES);
        CachingBackend cache = open(options().withBlockBytes(4 * PIECE));
        try (FileSystem fs = FileSystem.over(cache)) {
            fs.readBytes("/f");
            damage(2 * PIECE + 5);
            try (ReadHandle in = fs.openRead("/f")) {
                for (int piece : new int[] {0, 1, 3, 1, 5}) {
                    assertRead(in, piece * PIECE + 17, 100);
                }
                assertEquals(0, cache.statistics().corrupt());
                assertRead(in, 2 * PIECE + 17, 1);
                assertEquals(1, cache.statistics().corrupt());
                assertRead(in, 0, NINE_PIECES.length);
            }
            assertEquals(0, cache.statistics().errors());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, PIECE, 3 * PIECE - 1, 9 * PIECE})
    void a_read_across_a_damaged_piece_gives_what_was_stored(int length) throws IOException {
        foreign.write("/f", NINE_PIECES);
        CachingBackend cache = open(options().withBlockBytes(4 * PIECE));
        try (FileSystem fs = FileSystem.over(cache)) {
            for (ByteBuffer target : List.of(ByteBuffer.allocate(length), ByteBuffer.allocateDirect(length))) {
                fs.readBytes("/f");
                damage(2 * PIECE + 5);
                try (ReadHandle in = fs.openRead("/f")) {
                    ByteBuffer all = ByteBuffer.allocate(NINE_PIECES.length);
                    while (in.read(target.clear(), all.position()) >= 0) {
                        all.put(target.flip());
                    }
                    assertEquals(ByteBuffer.wrap(NINE_PIECES), all.flip());
                }
            }
            assertEquals(2, cache.statistics().corrupt());
        }
    }

    @Test
    void a_transfer_across_a_damaged_piece_sends_what_was_stored() throws IOException {
        foreign.write("/f", NINE_PIECES);
        CachingBackend cache = open(options().withBlockBytes(4 * PIECE));
        try (FileSystem fs = FileSystem.over(cache)) {
            fs.readBytes("/f");
            damage(2 * PIECE + 5);
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            try (ReadHandle in = fs.openRead("/f")) {
                assertEquals(NINE_PIECES.length - 7, in.transferTo(7, Long.MAX_VALUE, Channels.newChannel(sent)));
            }
            assertArrayEquals(Arrays.copyOfRange(NINE_PIECES, 7, NINE_PIECES.length), sent.toByteArray());
            damage(6 * PIECE + 5);
            Path file = directory.resolve("sent");
            try (ReadHandle in = fs.openRead("/f");
                    FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                assertEquals(NINE_PIECES.length - 7, in.transferTo(7, Long.MAX_VALUE, out));
            }
            assertArrayEquals(Arrays.copyOfRange(NINE_PIECES, 7, NINE_PIECES.length), Files.readAllBytes(file));
            assertEquals(2, cache.statistics().corrupt());
        }
    }

    @Test
    void a_block_that_is_cut_while_a_reader_has_it_open_is_fetched_again() throws IOException {
        foreign.write("/f", NINE_PIECES);
        CachingBackend cache = open(options().withBlockBytes(4 * PIECE));
        try (FileSystem fs = FileSystem.over(cache);
                ReadHandle in = fs.openRead("/f")) {
            assertRead(in, 0, 2 * PIECE);
            for (Path block : blocks()) {
                Files.write(block, Content.first(HEADER + PIECE, Files.readAllBytes(block)));
            }
            assertRead(in, 2 * PIECE - 1, PIECE);
            assertRead(in, 0, NINE_PIECES.length);
        }
    }

    @Test
    void blocks_of_another_layout_are_thrown_away_when_a_cache_is_opened() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        try (FileSystem fs = FileSystem.over(open(options()))) {
            fs.readBytes("/f");
        }
        List<Path> stored = blocks();
        assertEquals(10, stored.size());
        for (int i = 0; i < stored.size(); i++) {
            String name = stored.get(i).toString();
            String without = name.substring(0, name.lastIndexOf(".v"));
            Files.move(stored.get(i), Path.of(i % 2 == 0 ? without : without + ".v9"));
        }
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache)) {
            assertEquals(0, cache.statistics().blocks());
            assertEquals(0, blocks().size());
            assertArrayEquals(TEN_BLOCKS, fs.readBytes("/f"));
            assertEquals(0, cache.statistics().corrupt());
        }
    }

    /** Changes the byte of a file of nine pieces, where a block has four of them, in the block that has it. */
    private void damage(int position) throws IOException {
        int block = position / (4 * PIECE);
        Path file = blocks().stream()
                .filter(each -> each.toString().contains("-" + HexFormat.of().toHexDigits((long) block) + ".v"))
                .findAny()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(file);
        int length = Math.min(4 * PIECE, NINE_PIECES.length - block * 4 * PIECE);
        bytes[bytes.length - length + position % (4 * PIECE)] ^= 1;
        Files.write(file, bytes);
    }

    private static void assertRead(ReadHandle in, int position, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        in.readFully(target, position);
        assertEquals(ByteBuffer.wrap(NINE_PIECES, position, length), target.flip());
    }
}
