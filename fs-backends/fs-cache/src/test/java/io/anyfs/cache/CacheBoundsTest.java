package io.anyfs.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.ReadHandle;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cache takes up no more than it may, and keeps what is worth it. */
@Tag("usually-once")
class CacheBoundsTest extends CachedMemory {

    @Test
    void the_bound_in_bytes_is_kept_by_what_is_on_the_disk() throws Exception {
        CachingOptions options = options().withMaxBytes(10 * 2 * BLOCK);
        for (int i = 0; i < 8; i++) {
            foreign.write("/f" + i, Content.bytes(10 * BLOCK, i));
        }
        CachingBackend cache = open(options);
        try (FileSystem fs = FileSystem.over(cache)) {
            List<Long> counted = new ArrayList<>();
            List<Long> onDisk = new ArrayList<>();
            // What is on the disk is looked at while nobody reads: there is no way to see all of it at one moment
            // otherwise.
            CyclicBarrier rounds = new CyclicBarrier(8, () -> {
                for (int look = 0; look < 1000 && cache.statistics().bytes() != onDisk(); look++) {
                    // The last reader may not have let go of a block that was evicted under it.
                    LockSupport.parkNanos(1_000_000);
                }
                counted.add(cache.statistics().bytes());
                onDisk.add(onDisk());
            });
            Race.assertAllSucceeded(Race.run(8, number -> {
                for (int round = 0; round < 20; round++) {
                    int file = (number + round) % 8;
                    assertArrayEquals(Content.bytes(10 * BLOCK, file), fs.readBytes("/f" + file));
                    assertTrue(cache.statistics().bytes() <= options.maxBytes());
                    rounds.await(30, TimeUnit.SECONDS);
                }
                return null;
            }));
            assertEquals(counted, onDisk);
            assertEquals(20, onDisk.size());
            assertTrue(Collections.max(onDisk) <= options.maxBytes(), onDisk::toString);
            assertTrue(Collections.min(onDisk) > 0, onDisk::toString);
            assertTrue(cache.statistics().evictions() > 0);
            assertEquals(0, cache.statistics().undeleted());
        }
        CachingBackend smaller = open(options.withMaxBytes(4 * 2 * BLOCK));
        smaller.close();
        assertEquals(4 * 2 * BLOCK, onDisk(), "a smaller bound is kept from the open on");
    }

    /** What all files of the cache take up, in whole pages. */
    private long onDisk() {
        try (Stream<Path> all = Files.walk(directory.resolve("cache"))) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> (file.toFile().length() + 4095) / 4096 * 4096)
                    .sum();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void a_block_that_cannot_be_deleted_counts_until_it_is_gone() throws IOException {
        CachingOptions options = options().withMaxBytes(10 * 2 * BLOCK);
        for (int i = 0; i < 4; i++) {
            foreign.write("/f" + i, Content.bytes(10 * BLOCK, i));
        }
        CachingBackend cache = open(options);
        try (FileSystem fs = FileSystem.over(cache)) {
            fs.readBytes("/f0");
            List<Path> obstacles = blocks().subList(0, 3);
            for (Path block : obstacles) {
                obstruct(block);
            }
            for (int round = 0; round < 300; round++) {
                int file = 1 + round % 3;
                assertArrayEquals(Content.bytes(10 * BLOCK, file), fs.readBytes("/f" + file));
                assertTrue(cache.statistics().bytes() <= options.maxBytes());
                assertTrue(blocks().size() - obstacles.size() <= 7, "there is room for no more beside them");
            }
            assertEquals(3, cache.statistics().undeleted());
            assertTrue(cache.statistics().errors() >= 3);
            assertEquals(7, cache.statistics().blocks(), "others are stored all the same");
            for (Path block : obstacles) {
                Files.delete(block.resolve("inside"));
            }
            for (int round = 0; round < 300; round++) {
                fs.readBytes("/f" + round % 3);
            }
            assertEquals(0, cache.statistics().undeleted());
            assertEquals(10, cache.statistics().blocks());
            assertEquals(onDisk(), cache.statistics().bytes());
        }
    }

    @Test
    void a_directory_that_lets_nothing_go_never_gets_bigger() throws IOException {
        CachingOptions options = options().withMaxBytes(10 * 2 * BLOCK);
        foreign.write("/f", Content.bytes(10 * BLOCK, 1));
        foreign.write("/g", Content.bytes(10 * BLOCK, 2));
        CachingBackend cache = open(options);
        try (FileSystem fs = FileSystem.over(cache)) {
            fs.readBytes("/f");
            List<Path> all = blocks();
            for (Path block : all) {
                obstruct(block);
            }
            for (int round = 0; round < 300; round++) {
                assertArrayEquals(Content.bytes(10 * BLOCK, 2), fs.readBytes("/g"));
            }
            assertEquals(10, cache.statistics().undeleted());
            assertEquals(options.maxBytes(), cache.statistics().bytes());
            assertEquals(0, cache.statistics().blocks());
            for (Path block : all) {
                Files.delete(block.resolve("inside"));
            }
        }
        assertEquals(0, cache.statistics().undeleted(), "it is tried again at the close");
    }

    @Test
    void a_block_that_is_stored_again_where_it_could_not_be_deleted_counts_once() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        CachingBackend cache = new CachingBackend(new Versionless(memory), options());
        try (FileSystem fs = FileSystem.over(cache)) {
            fs.readBytes("/f");
            Path block = blocks().get(0);
            obstruct(block);
            // Its blocks are dropped, and the new ones have the same names: its time is set to what it is.
            FsPath path = FsPath.of("/f");
            fs.setAttributes(path, AttributeChanges.lastModified(fs.stat(path).lastModified()));
            assertEquals(1, cache.statistics().undeleted());
            Files.delete(block.resolve("inside"));
            Files.delete(block);
            assertArrayEquals(TEN_BLOCKS, fs.readBytes("/f"));
            assertEquals(10, cache.statistics().blocks());
            assertEquals(0, cache.statistics().undeleted());
            assertEquals(onDisk(), cache.statistics().bytes());
        }
    }

    /** Puts in the place of a block what cannot be deleted, for no user of the machine. */
    private static void obstruct(Path block) throws IOException {
        Files.delete(block);
        Files.createDirectory(block);
        Files.createFile(block.resolve("inside"));
    }

    @Test
    void the_bound_in_blocks_is_kept() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
        CachingBackend cache = open(options().withMaxBlocks(3));
        try (FileSystem fs = FileSystem.over(cache)) {
            assertArrayEquals(TEN_BLOCKS, fs.readBytes("/f"));
            assertEquals(3, cache.statistics().blocks());
        }
    }

    @Test
    void a_file_that_is_read_once_does_not_drive_out_what_is_read_again() throws IOException {
        foreign.write("/often", Content.bytes(3 * BLOCK, 1));
        foreign.write("/once", Content.bytes(50 * BLOCK, 2));
        CachingBackend cache = open(options().withMaxBytes(10 * 2 * BLOCK));
        try (FileSystem fs = FileSystem.over(cache)) {
            for (int i = 0; i < 50; i++) {
                fs.readBytes("/often");
                try (ReadHandle in = fs.openRead("/once")) {
                    in.read(ByteBuffer.allocate(1), (long) i * BLOCK);
                }
            }
            // One for the three blocks that are read again, and the fifty others.
            assertEquals(51, cache.statistics().misses());
        }
    }
}
