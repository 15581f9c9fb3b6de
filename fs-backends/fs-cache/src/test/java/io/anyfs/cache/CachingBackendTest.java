package io.anyfs.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileChangedException;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.Operation;
import io.anyfs.ReadHandle;
import io.anyfs.fault.Fault;
import io.anyfs.fault.Gate;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Race;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachingBackendTest extends CachedMemory {

    @Test
    void what_was_read_is_not_read_from_the_storage_again() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache)) {
            assertArrayEquals(TEN_BLOCKS, fs.readBytes("/f"));
            int reads = storage.calls(Operation.READ);
            assertArrayEquals(TEN_BLOCKS, fs.readBytes("/f"));
            assertEquals(reads, storage.calls(Operation.READ));
            assertEquals(TEN_BLOCKS.length, cache.statistics().bytesFromStorage());
            assertEquals(10, cache.statistics().blocks());
        }
    }

    @Test
    void blocks_are_there_after_a_restart() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        try (FileSystem fs = FileSystem.over(open(options()))) {
            fs.readBytes("/f");
        }
        int reads = storage.calls(Operation.READ);
        CachingBackend again = open(options());
        try (FileSystem fs = FileSystem.over(again)) {
            assertArrayEquals(TEN_BLOCKS, fs.readBytes("/f"));
        }
        assertEquals(reads, storage.calls(Operation.READ));
        assertEquals(10, again.statistics().hits());
        assertEquals(0, again.statistics().misses());
    }

    @Test
    void a_file_that_is_read_in_sequence_is_asked_for_in_bigger_and_bigger_ranges() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        try (FileSystem fs = FileSystem.over(open(options()));
                ReadHandle in = fs.openRead("/f")) {
            for (int position = 0; position < TEN_BLOCKS.length; position += 512) {
                in.read(ByteBuffer.allocate(512), position);
            }
        }
        // 1, 2, 4 and the last 3 blocks.
        assertEquals(4, storage.calls(Operation.READ));
    }

    @Test
    void a_reader_that_jumps_about_gets_one_block_for_each_jump() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache);
                ReadHandle in = fs.openRead("/f")) {
            for (int block : new int[] {7, 3, 9, 0}) {
                in.read(ByteBuffer.allocate(1), (long) block * BLOCK);
            }
            assertEquals(4, cache.statistics().blocks());
        }
    }

    @Test
    void bytes_go_to_channels_from_blocks() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        try (FileSystem fs = FileSystem.over(open(options()));
                ReadHandle in = fs.openRead("/f")) {
            for (int round = 0; round < 2; round++) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                assertEquals(TEN_BLOCKS.length - 5, in.transferTo(5, Long.MAX_VALUE, Channels.newChannel(out)));
                assertArrayEquals(Content.bytes(10 * BLOCK - 7), joined(TEN_BLOCKS, 5, out.toByteArray()));
            }
            assertEquals(0, in.transferTo(TEN_BLOCKS.length, 1, Channels.newChannel(new ByteArrayOutputStream())));
        }
    }

    private static byte[] joined(byte[] start, int count, byte[] rest) {
        return Content.joined(Content.first(count, start), rest);
    }

    @Test
    void an_open_after_a_foreign_change_gives_the_new_bytes() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        byte[] changed = Content.bytes(TEN_BLOCKS.length, 2);
        try (FileSystem fs = FileSystem.over(open(options()))) {
            fs.readBytes("/f");
            foreign.write("/f", changed);
            assertArrayEquals(changed, fs.readBytes("/f"));
        }
    }

    @Test
    void a_file_that_changed_after_a_look_at_it_fails_where_blocks_are_missing() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        try (FileSystem fs = FileSystem.over(open(options().believing(Duration.ofHours(1))))) {
            try (ReadHandle in = fs.openRead("/f")) {
                in.read(ByteBuffer.allocate(1), 0);
            }
            try (ReadHandle in = fs.openRead("/f")) {
                foreign.write("/f", Content.bytes(TEN_BLOCKS.length, 2));
                ByteBuffer first = ByteBuffer.allocate(BLOCK);
                in.readFully(first, 0);
                assertEquals(ByteBuffer.wrap(TEN_BLOCKS, 0, BLOCK), first.flip());
                assertThrows(FileChangedException.class, () -> in.read(ByteBuffer.allocate(1), 5 * BLOCK));
                foreign.delete("/f");
                assertThrows(FileChangedException.class, () -> in.read(ByteBuffer.allocate(1), 5 * BLOCK));
            }
        }
    }

    @Test
    void own_changes_are_seen_where_the_storage_has_no_versions() throws IOException {
        byte[] changed = Content.bytes(TEN_BLOCKS.length, 2);
        Versionless versionless = new Versionless(memory);
        try (FileSystem fs = FileSystem.over(new CachingBackend(versionless, options()))) {
            for (byte[] content : List.of(TEN_BLOCKS, changed, TEN_BLOCKS)) {
                fs.write("/f", content);
                fs.write("/other", content == changed ? TEN_BLOCKS : changed);
                assertArrayEquals(content, fs.readBytes("/f"));
                fs.readBytes("/other");
                fs.delete("/f");
                fs.move("/other", "/f");
                assertArrayEquals(content == changed ? TEN_BLOCKS : changed, fs.readBytes("/f"));
            }
        }
    }

    @Test
    void a_directory_that_cannot_be_written_fails_no_read() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache)) {
            Path partial = directory.resolve("cache/partial");
            Files.delete(partial);
            Files.writeString(partial, "a file in its place");
            assertArrayEquals(TEN_BLOCKS, fs.readBytes("/f"));
            assertTrue(cache.statistics().errors() > 0);
            assertEquals(0, cache.statistics().blocks());
            assertEquals(0, cache.statistics().bytes());

            Files.delete(partial);
            Files.createDirectory(partial);
            for (int i = 0; i < 20; i++) {
                assertArrayEquals(TEN_BLOCKS, fs.readBytes("/f"));
            }
            assertEquals(10, cache.statistics().blocks(), "it is used again when it can be");
        }
    }

    @Test
    void a_directory_that_cannot_be_read_fails_no_read() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache)) {
            fs.readBytes("/f");
            Path blocks = directory.resolve("cache/blocks");
            Files.move(blocks, directory.resolve("elsewhere"));
            Files.writeString(blocks, "a file in its place");
            assertArrayEquals(TEN_BLOCKS, fs.readBytes("/f"));
            assertTrue(cache.statistics().errors() > 0);
        }
    }

    @Test
    void many_readers_of_a_missing_block_fetch_it_once() throws Exception {
        foreign.write("/f", TEN_BLOCKS);
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache)) {
            Race.assertAllSucceeded(Race.run(32, number -> {
                assertArrayEquals(TEN_BLOCKS, fs.readBytes("/f"));
                return null;
            }));
            assertEquals(TEN_BLOCKS.length, cache.statistics().bytesFromStorage());
        }
    }

    @Test
    void a_reader_that_waits_for_another_ones_block_ends_with_its_close_and_goes_on_when_that_one_fails()
            throws Exception {
        foreign.write("/f", TEN_BLOCKS);
        Gate gate = new Gate();
        storage.at(1, Operation.READ, Fault.delay(gate));
        try (FileSystem fs = FileSystem.over(open(options()))) {
            ReadHandle fetching = fs.openRead("/f");
            ReadHandle waiting = fs.openRead("/f");
            ReadHandle patient = fs.openRead("/f");
            List<Race.Outcome<Integer>> outcomes = Race.run(List.of(
                    () -> fetching.read(ByteBuffer.allocate(1), 0),
                    () -> {
                        gate.awaitArrival();
                        return waiting.read(ByteBuffer.allocate(1), 0);
                    },
                    () -> {
                        gate.awaitArrival();
                        return patient.read(ByteBuffer.allocate(1), 0);
                    },
                    () -> {
                        gate.awaitArrival();
                        waiting.close();
                        fetching.close();
                        return 0;
                    }));
            assertTrue(!outcomes.get(0).succeeded());
            assertEquals(1, outcomes.get(2).value());
            patient.close();
        }
    }

    @Test
    void a_failure_ahead_of_the_reader_is_for_the_one_who_needs_the_bytes() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        storage.fromByte(2 * BLOCK, Operation.READ, Fault.fail());
        try (FileSystem fs = FileSystem.over(open(options()));
                ReadHandle in = fs.openRead("/f")) {
            ByteBuffer two = ByteBuffer.allocate(2 * BLOCK);
            in.readFully(two, 0);
            assertEquals(ByteBuffer.wrap(TEN_BLOCKS, 0, 2 * BLOCK), two.flip());
        }
    }

    @Test
    void a_directory_serves_one_cache_at_a_time() throws IOException {
        try (CachingBackend first = open(options())) {
            FileSystemException refused = assertThrows(FileSystemException.class, () -> open(options()));
            assertTrue(refused.getMessage().contains("another cache uses this directory"), refused.getMessage());
            assertEquals(0, first.statistics().blocks());
        }
        open(options()).close();
    }

    @Test
    void what_was_being_written_is_swept_and_what_is_not_ours_stays() throws IOException {
        open(options()).close();
        Path partial = Files.writeString(directory.resolve("cache/partial/17"), "half");
        Path foreignFile = Files.writeString(directory.resolve("cache/partial/notes"), "mine");
        Path beside = Files.writeString(directory.resolve("cache/notes"), "mine");
        open(options()).close();
        assertTrue(Files.notExists(partial));
        assertTrue(Files.exists(foreignFile));
        assertTrue(Files.exists(beside));
    }

    @Test
    void a_cache_is_opened_by_url() throws IOException {
        Path root = Files.createDirectory(directory.resolve("root"));
        Files.writeString(root.resolve("f"), "x");
        String where = directory.resolve("cache").toString();
        try (FileSystem fs = FileSystems.open("statcache+cache+local:" + root + "?statcache.ttl=5s&cache.directory="
                + where + "&cache.maxBytes=64MiB&cache.verify=ttl&cache.ttl=1m")) {
            assertEquals("x", fs.readString("/f"));
        }
        assertEquals(1, blocks().size());
        assertThrows(
                IllegalArgumentException.class,
                () -> FileSystems.open("cache+mem:?cache.maxBytes=1&cache.directory=" + where));
        assertThrows(IllegalArgumentException.class, () -> FileSystems.open("cache+mem:"));
    }
}
