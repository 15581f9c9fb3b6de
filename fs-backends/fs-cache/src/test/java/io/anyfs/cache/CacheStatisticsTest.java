package io.anyfs.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FileSystem;
import io.anyfs.ReadHandle;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statistics of a cache tell what readers met. */
class CacheStatisticsTest extends CachedMemory {

    @BeforeEach
    void write() throws IOException {
        foreign.write("/f", TEN_BLOCKS);
    }

    private static void readInPieces(FileSystem fs) throws IOException {
        try (ReadHandle in = fs.openRead("/f")) {
            for (int position = 0; position < TEN_BLOCKS.length; position += BLOCK / 2) {
                in.read(ByteBuffer.allocate(BLOCK / 2), position);
            }
        }
    }

    @Test
    void a_cold_reader_in_sequence_hits_nothing() throws IOException {
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache)) {
            readInPieces(fs);
            // Fetched were 1, 2, 4 and 3 blocks.
            assertMet(cache, 0, 6, 4);
            readInPieces(fs);
            assertMet(cache, 10, 6, 4);
            assertEquals(TEN_BLOCKS.length, cache.statistics().bytesFromStorage());
            assertEquals(2 * TEN_BLOCKS.length, cache.statistics().bytesFromCache());
        }
    }

    @Test
    void a_reader_of_all_at_once_misses_where_each_range_begins() throws IOException {
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache)) {
            fs.readBytes("/f");
            assertMet(cache, 0, 7, 3);
        }
    }

    @Test
    void what_is_left_of_an_earlier_cache_is_hit() throws IOException {
        try (FileSystem fs = FileSystem.over(open(options()))) {
            fs.readBytes("/f");
        }
        CachingBackend again = open(options());
        try (FileSystem fs = FileSystem.over(again)) {
            readInPieces(fs);
            assertMet(again, 10, 0, 0);
        }
    }

    @Test
    void a_block_that_is_lost_or_damaged_is_missed() throws IOException {
        CachingBackend cache = open(options().withReadAheadBytes(0));
        try (FileSystem fs = FileSystem.over(cache)) {
            fs.readBytes("/f");
            long missed = cache.statistics().misses();
            Path lost = blocks().get(0);
            Path damaged = blocks().get(1);
            Files.delete(lost);
            Files.write(damaged, new byte[] {1});
            readInPieces(fs);
            assertMet(cache, 8, 0, missed + 2);
            assertEquals(1, cache.statistics().corrupt());
        }
    }

    @Test
    void a_block_is_fetched_ahead_for_one_of_many_readers() throws Exception {
        CachingBackend cache = open(options());
        try (FileSystem fs = FileSystem.over(cache)) {
            try (ReadHandle in = fs.openRead("/f")) {
                in.read(ByteBuffer.allocate(1), 0);
                in.read(ByteBuffer.allocate(1), BLOCK);
            }
            assertMet(cache, 0, 0, 2);
            Race.assertAllSucceeded(Race.run(8, number -> {
                try (ReadHandle in = fs.openRead("/f")) {
                    return in.read(ByteBuffer.allocate(1), 2 * BLOCK);
                }
            }));
            assertMet(cache, 7, 1, 2);
        }
    }

    private record Met(long hits, long fetchedAhead, long misses) {}

    private static void assertMet(CachingBackend cache, long hits, long fetchedAhead, long misses) {
        CacheStatistics now = cache.statistics();
        assertEquals(new Met(hits, fetchedAhead, misses), new Met(now.hits(), now.fetchedAhead(), now.misses()));
    }
}
