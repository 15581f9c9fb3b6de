package io.anyfs.cache.stat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is changed through a cache of facts and past it: what it says was so at a moment within the time to live, and after the
 * last change through it.
 */
class StatCacheStalenessTest {

    private static final long TTL = 1000;
    private static final long ABSENT = -1;
    private static final List<FsPath> FILES =
            List.of(FsPath.of("/d/f"), FsPath.of("/d/g"), FsPath.of("/e/f"), FsPath.of("/e/g"));

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10 * TTL);
    private final Map<FsPath, History> histories = new HashMap<>();
    private int writes;
    private int stale;

    /** A size, of which no two writes have the same, until a moment. */
    private record State(long size, long until) {}

    /** What a path has been since it was last changed through the cache. */
    private static final class History {
        private final List<State> past = new ArrayList<>();
        private long size = ABSENT;

        void change(long newSize, long at, boolean own) {
            past.add(new State(size, at));
            size = newSize;
            if (own) {
                past.clear();
            }
        }

        boolean mayBe(long said, long at) {
            return said == size || past.stream().anyMatch(state -> state.size() == said && state.until() - at > -TTL);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void what_is_believed_is_never_older_than_the_time_to_live_nor_than_an_own_change(long seed) throws IOException {
        Random random = new Random(seed);
        MemoryBackend memory = new MemoryBackend(MemoryOptions.DEFAULT);
        Backend storage = seed % 4 == 0 ? memory : new Linkless(memory);
        StatCacheBackend cache = new StatCacheBackend(
                storage,
                StatCacheOptions.DEFAULT
                        .withTtl(Duration.ofNanos(TTL))
                        .withMaxEntries(seed % 2 == 0 ? 8 : 1000)
                        .withNanoTime(now::get));
        FILES.forEach(file -> histories.put(file, new History()));
        try (FileSystem foreign = FileSystem.over(storage);
                FileSystem fs = FileSystem.over(cache)) {
            foreign.createDirectory("/d");
            foreign.createDirectory("/e");
            for (int step = 0; step < 1000; step++) {
                String where = "seed " + seed + ", step " + step;
                boolean own = random.nextInt(3) == 0;
                FsPath file = FILES.get(random.nextInt(FILES.size()));
                switch (random.nextInt(10)) {
                    case 0, 1 -> change(own ? fs : foreign, own, file, FILES.get(random.nextInt(FILES.size())), random);
                    case 2, 3, 4 -> now.addAndGet(random.nextLong(TTL));
                    case 5 -> readNow(fs, file, where);
                    case 6, 7 -> list(fs, file.parentOrRoot(), where);
                    default -> check(file, size(fs, file), where);
                }
            }
        }
        assertTrue(stale > 0, "nothing was believed for long");
    }

    private void change(FileSystem by, boolean own, FsPath file, FsPath other, Random random) throws IOException {
        History history = of(file);
        if (history.size == ABSENT || random.nextBoolean()) {
            by.write(file.toString(), new byte[++writes]);
            history.change(writes, now.get(), own);
        } else if (random.nextBoolean() || file.equals(other)) {
            by.delete(file);
            history.change(ABSENT, now.get(), own);
        } else {
            by.move(file, other, IfExists.REPLACE);
            of(other).change(history.size, now.get(), own);
            history.change(ABSENT, now.get(), own);
        }
    }

    /** An open always tells what there is, and then nothing else is believed. */
    private void readNow(FileSystem fs, FsPath file, String where) throws IOException {
        long there;
        try {
            there = fs.readBytes(file.toString()).length;
        } catch (NoSuchFileException missing) {
            there = ABSENT;
        }
        assertEquals(of(file).size, there, where);
        assertEquals(there, size(fs, file), where);
    }

    private void list(FileSystem fs, FsPath directory, String where) throws IOException {
        Map<FsPath, Long> listed = new HashMap<>();
        for (FileInfo entry : fs.entries(directory)) {
            listed.put(entry.path(), entry.size());
        }
        for (FsPath file : FILES) {
            if (file.startsWith(directory)) {
                check(file, listed.getOrDefault(file, ABSENT), where);
            }
        }
    }

    private void check(FsPath file, long said, String where) {
        History history = of(file);
        assertTrue(history.mayBe(said, now.get()), () -> where + ": " + file + " was said to have " + said);
        stale += said == history.size ? 0 : 1;
    }

    private History of(FsPath file) {
        return histories.computeIfAbsent(file, unseen -> new History());
    }

    private static long size(FileSystem fs, FsPath file) throws IOException {
        try {
            return fs.stat(file).size();
        } catch (NoSuchFileException missing) {
            return ABSENT;
        }
    }
}
