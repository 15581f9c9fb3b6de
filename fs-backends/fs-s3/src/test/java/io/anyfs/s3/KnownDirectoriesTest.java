package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import io.anyfs.s3.KnownDirectories.Content;
import io.anyfs.s3.KnownDirectories.Look;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was seen of a directory is believed for a moment from the question on, and no longer. */
class KnownDirectoriesTest {

    private static final FsPath DIRECTORY = FsPath.of("/d");
    private static final FsPath FILE = FsPath.of("/d/f");
    private static final FsPath FREE = FsPath.of("/d/free");
    private static final long MOMENT = KnownDirectories.MOMENT.toNanos();

    private final AtomicLong now = new AtomicLong();
    private final KnownDirectories known = new KnownDirectories(KnownDirectories.MOMENT, now::get);

    @Test
    void the_moment_is_a_second() {
        assertEquals(Duration.ofSeconds(1), KnownDirectories.MOMENT);
    }

    /** Also where the clock, which begins anywhere, goes over its largest number meanwhile. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE - 10, Long.MIN_VALUE})
    void what_was_seen_is_believed_for_the_moment_and_no_longer(long begin) {
        now.set(begin);
        see(DIRECTORY, "f");
        now.addAndGet(MOMENT);
        assertTrue(known.isThere(DIRECTORY));
        assertTrue(known.isFree(FREE));
        assertTrue(known.isNoDirectory(FILE));
        assertFalse(known.isFree(FILE));
        now.incrementAndGet();
        assertNothingKnown();
    }

    @Test
    void that_there_is_no_directory_is_believed_no_longer_either() {
        try (Look look = known.look(DIRECTORY)) {
            look.sawNone();
        }
        now.addAndGet(MOMENT);
        assertTrue(known.isNoDirectory(DIRECTORY));
        assertFalse(known.isThere(DIRECTORY));
        now.incrementAndGet();
        assertNothingKnown();
    }

    @Test
    void the_moment_begins_before_the_question_because_nobody_knows_when_the_store_looked() {
        try (Look look = known.look(DIRECTORY)) {
            now.addAndGet(MOMENT);
            look.saw(content("f"));
            assertTrue(known.isThere(DIRECTORY));
            now.incrementAndGet();
            assertNothingKnown();
        }
    }

    @Test
    void a_late_answer_is_not_believed_at_all() {
        try (Look look = known.look(DIRECTORY)) {
            now.addAndGet(MOMENT + 1);
            look.saw(content("f"));
        }
        assertNothingKnown();
    }

    @Test
    void neither_questions_nor_new_files_make_the_moment_longer() {
        see(DIRECTORY, "f");
        now.addAndGet(MOMENT / 2);
        assertTrue(known.isThere(DIRECTORY));
        known.createdFile(FsPath.of("/d/other"));
        now.addAndGet(MOMENT / 2);
        assertTrue(known.isThere(DIRECTORY));
        now.addAndGet(2);
        assertNothingKnown();
    }

    @Test
    void another_look_begins_another_moment() {
        see(DIRECTORY, "f");
        now.addAndGet(MOMENT);
        see(DIRECTORY, "free");
        now.addAndGet(MOMENT);
        assertTrue(known.isThere(DIRECTORY));
        assertTrue(known.isFree(FILE));
        assertFalse(known.isFree(FREE));
    }

    @Test
    void what_this_process_changes_is_known_within_the_moment() {
        see(DIRECTORY, "f");
        known.createdFile(FREE);
        assertFalse(known.isFree(FREE));
        known.changed(FILE);
        assertNothingKnown();
    }

    private void see(FsPath directory, String... files) {
        try (Look look = known.look(directory)) {
            look.saw(content(files));
        }
    }

    private static Content content(String... files) {
        return new Content(new HashSet<>(), new HashSet<>(Set.of(files)));
    }

    private void assertNothingKnown() {
        assertFalse(known.isThere(DIRECTORY));
        assertFalse(known.isNoDirectory(DIRECTORY));
        assertFalse(known.isNoDirectory(FILE));
        assertFalse(known.isFree(FILE));
        assertFalse(known.isFree(FREE));
    }
}
