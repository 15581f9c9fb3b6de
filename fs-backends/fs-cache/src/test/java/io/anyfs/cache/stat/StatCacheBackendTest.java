package io.anyfs.cache.stat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Operation;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.fault.Gate;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Eventually;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatCacheBackendTest {

    private static final Duration TTL = Duration.ofSeconds(5);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final MemoryBackend memory = new MemoryBackend(MemoryOptions.DEFAULT);
    private final FileSystem foreign = FileSystem.over(new Linkless(memory));
    private final FaultPlan storage = new FaultPlan(1);
    private final StatCacheBackend cache = cache(1000);
    private final FileSystem fs = FileSystem.over(cache);

    private StatCacheBackend cache(int entries) {
        return new StatCacheBackend(
                new FaultBackend(new Linkless(memory), storage),
                StatCacheOptions.DEFAULT.withTtl(TTL).withMaxEntries(entries).withNanoTime(now::get));
    }

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void facts_are_believed_until_the_time_to_live_is_over() throws IOException {
        foreign.write("/f", "x");
        assertEquals(1, fs.stat("/f").size());
        foreign.write("/f", "longer");
        pass(TTL.minusNanos(1));
        assertEquals(1, fs.stat("/f").size());
        pass(Duration.ofNanos(1));
        assertEquals(6, fs.stat("/f").size());
        assertEquals(2, storage.calls(Operation.STAT));
    }

    @Test
    void that_nothing_is_there_is_believed_too() throws IOException {
        assertFalse(fs.exists("/f"));
        foreign.write("/f", "x");
        assertFalse(fs.exists("/f"));
        pass(TTL);
        assertTrue(fs.exists("/f"));
    }

    @Test
    void a_listing_that_was_read_to_its_end_answers_for_its_entries() throws IOException {
        foreign.createDirectories("/d/sub");
        foreign.write("/d/f", "x");
        assertEquals(2, fs.entries("/d").size());
        foreign.write("/d/g", "x");
        assertEquals(2, fs.entries("/d").size());
        assertEquals(1, fs.stat("/d/f").size());
        assertTrue(fs.stat("/d/sub").isDirectory());
        assertEquals(0, storage.calls(Operation.STAT));
        assertTrue(fs.exists("/d/g"), "what is not listed is asked for");
    }

    @Test
    void a_listing_that_was_left_mid_way_is_not_kept() throws IOException {
        foreign.write("/f", "x");
        foreign.write("/g", "x");
        try (var listing = fs.list("/")) {
            listing.next();
        }
        foreign.delete("/f");
        assertEquals(1, fs.entries("/").size());
    }

    @Test
    void own_changes_are_seen_at_once_by_all_that_they_touch() throws IOException {
        look();
        fs.createDirectories("/a/b/c");
        look("a", "a/b", "a/b/c");
        fs.write("/a/b/c/f", "x");
        look("a", "a/b", "a/b/c", "a/b/c/f");
        fs.move(FsPath.of("/a/b"), FsPath.of("/z"), IfExists.FAIL);
        look("a", "z", "z/c", "z/c/f");
        fs.copy(FsPath.of("/z/c/f"), FsPath.of("/a/g"), IfExists.FAIL);
        look("a", "a/g", "z", "z/c", "z/c/f");
        fs.delete("/z/c/f");
        fs.delete("/z/c");
        look("a", "a/g", "z");
        fs.write("/a/g", "longer");
        assertEquals(6, fs.stat("/a/g").size());
        assertEquals(6, fs.entries("/a").get(0).size());
        fs.setAttributes(FsPath.of("/a/g"), AttributeChanges.lastModified(Instant.ofEpochSecond(7)));
        assertEquals(7, fs.stat("/a/g").lastModified().getEpochSecond());
        assertEquals(7, fs.entries("/a").get(0).lastModified().getEpochSecond());
    }

    /** Exactly these are there, by stat and by list; asks also for all that ever is, so that it is believed to be missing. */
    private void look(String... there) throws IOException {
        List<String> expected = List.of(there);
        for (String each : List.of("a", "a/b", "a/b/c", "a/b/c/f", "a/g", "z", "z/c", "z/c/f")) {
            assertEquals(expected.contains(each), fs.exists("/" + each), each);
            FsPath path = FsPath.of("/" + each);
            if (fs.exists(path.parentOrRoot())) {
                assertEquals(
                        expected.contains(each),
                        fs.entries(path.parentOrRoot()).stream()
                                .anyMatch(entry -> entry.path().equals(path)),
                        each);
            }
        }
    }

    @Test
    void a_change_wins_over_a_question_that_is_under_way() throws Exception {
        for (String parent : List.of("/d", "/e")) {
            foreign.createDirectory(parent);
            foreign.write(parent + "/f", "x");
        }
        Gate gate = new Gate();
        storage.at(1, Operation.STAT, Fault.delay(gate)).at(3, Operation.LIST, Fault.delay(gate));
        Race.assertAllSucceeded(Race.run(List.of(
                () -> fs.stat("/d/f"), () -> fs.entries("/e").size(), () -> {
                    // A question that has not begun says nothing.
                    Eventually.holds("both questions are under way", () -> gate.waiting() == 2);
                    fs.write("/d/f", "longer");
                    fs.write("/e/g", "x");
                    gate.open();
                    return 0;
                })));
        assertEquals(6, fs.stat("/d/f").size());
        assertEquals(2, fs.entries("/e").size());
    }

    @Test
    void a_change_that_fails_may_have_been_made() throws IOException {
        assertFalse(fs.exists("/d"));
        storage.at(1, Operation.CREATE_DIRECTORY, Fault.lostAcknowledgement());
        assertThrows(FileSystemException.class, () -> fs.createDirectory("/d"));
        assertTrue(fs.exists("/d"));
    }

    @Test
    void an_open_that_finds_another_file_ends_the_belief() throws IOException {
        foreign.write("/f", "x");
        fs.stat("/f");
        foreign.write("/f", "longer");
        assertEquals("longer", fs.readString("/f"));
        assertEquals(6, fs.stat("/f").size());
        foreign.delete("/f");
        assertThrows(NoSuchFileException.class, () -> fs.readString("/f"));
        assertFalse(fs.exists("/f"));
    }

    @Test
    void other_failures_are_not_kept() throws IOException {
        foreign.write("/f", "x");
        storage.at(1, Operation.STAT, Fault.fail());
        assertThrows(FileSystemException.class, () -> fs.stat("/f"));
        assertEquals(1, fs.stat("/f").size());
    }

    @Test
    void no_more_is_kept_than_the_bound() throws IOException {
        StatCacheBackend small = cache(10);
        try (FileSystem view = FileSystem.over(small)) {
            for (int i = 0; i < 30; i++) {
                foreign.write("/f" + i, "x");
                view.stat("/f" + i);
                assertTrue(small.statistics().entries() <= 10);
            }
            view.entries("/");
            assertTrue(small.statistics().entries() <= 10);
            int asked = storage.calls(Operation.STAT);
            view.stat("/f29");
            assertEquals(asked, storage.calls(Operation.STAT), "the latest are kept");
            view.stat("/f0");
            assertEquals(asked + 1, storage.calls(Operation.STAT));
        }
    }

    @Test
    void nothing_is_left_of_what_was_forgotten() throws IOException {
        foreign.createDirectories("/a/b/c");
        fs.entries("/a");
        fs.entries("/a/b");
        fs.stat("/a/b/c");
        assertTrue(cache.statistics().entries() > 0);
        fs.move(FsPath.of("/a"), FsPath.of("/z"), IfExists.FAIL);
        assertEquals(0, cache.statistics().entries());
    }

    @Test
    void senseless_options_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> StatCacheOptions.DEFAULT.withTtl(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> StatCacheOptions.DEFAULT.withMaxEntries(0));
    }
}
