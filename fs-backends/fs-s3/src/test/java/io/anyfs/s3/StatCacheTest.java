package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.ReadHandle;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code statCache} believes, and for how long. */
@Tag("once")
class StatCacheTest {

    private static final Instant TIME = Instant.parse("2020-02-02T20:20:20Z");

    private WiredBucket s3;

    @BeforeEach
    void open() throws IOException {
        s3 = new WiredBucket(Duration.ofHours(1));
        s3.put("d/f", "text");
        assertEquals("HEAD_OBJECT 1", s3.requestsOf(() -> s3.fs.stat("/d/f")));
    }

    @AfterEach
    void close() throws IOException {
        s3.close();
    }

    @Test
    void a_file_that_was_asked_for_is_not_asked_for_again() throws IOException {
        assertEquals("", s3.requestsOf(() -> assertEquals(4, s3.fs.stat("/d/f").size())));
    }

    @Test
    void who_opens_a_file_gets_what_is_there_now() throws IOException {
        s3.put("d/f", "changed by others");
        assertEquals(4, s3.fs.stat("/d/f").size());
        assertEquals("changed by others", s3.fs.readString("/d/f"));
    }

    @Test
    void an_own_write_is_seen_at_once() throws IOException {
        s3.fs.write("/d/f", "longer than before");
        assertEquals(18, s3.fs.stat("/d/f").size());
    }

    @Test
    void what_was_written_is_known_without_asking() throws IOException {
        for (int size : new int[] {0, 1000, 12 << 20}) {
            s3.fs.write("/d/f", new byte[size]);
            FileInfo[] known = new FileInfo[1];
            assertEquals("", s3.requestsOf(() -> known[0] = s3.fs.stat("/d/f")));
            try (ReadHandle file = s3.fs.openRead("/d/f")) {
                assertEquals(file.info(), known[0], "what the store tells");
            }
        }
    }

    @Test
    void own_changes_of_attributes_are_seen_at_once() throws IOException {
        s3.fs.setAttributes(FsPath.of("/d/f"), AttributeChanges.lastModified(TIME));
        assertEquals(TIME, s3.fs.stat("/d/f").lastModified());
    }

    @Test
    void an_own_deletion_is_seen_at_once() throws IOException {
        s3.fs.delete("/d/f");
        assertThrows(NoSuchFileException.class, () -> s3.fs.stat("/d/f"));
    }

    @Test
    void an_own_deletion_of_the_directory_is_seen_at_once() throws IOException {
        TreeDelete.of(s3.fs, FsPath.of("/d")).run();
        assertFalse(s3.fs.exists("/d/f"));
    }

    @Test
    void an_own_move_is_seen_at_both_ends() throws IOException {
        s3.put("d/g", "replaced");
        assertEquals(8, s3.fs.stat("/d/g").size());
        s3.fs.move(FsPath.of("/d/f"), FsPath.of("/d/g"), IfExists.REPLACE);
        assertFalse(s3.fs.exists("/d/f"));
        assertEquals(4, s3.fs.stat("/d/g").size());
    }

    @Test
    void an_own_move_of_the_directory_is_seen_at_both_ends() throws IOException {
        s3.fs.move("/d", "/e");
        assertFalse(s3.fs.exists("/d/f"));
        assertEquals(4, s3.fs.stat("/e/f").size());
    }

    @Test
    void what_was_found_missing_is_asked_for_again() throws IOException {
        assertFalse(s3.fs.exists("/d/later"));
        s3.put("d/later", "text");
        assertEquals(4, s3.fs.stat("/d/later").size());
    }

    @Test
    void facts_are_believed_for_as_long_as_was_said() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
        KnownFiles files = new KnownFiles(Duration.ofNanos(100), nanos::get);
        FileInfo facts = facts("/f");
        try (KnownFiles.Look look = files.look(facts.path())) {
            nanos.addAndGet(60);
            look.saw(facts);
        }
        nanos.addAndGet(40);
        assertEquals(facts, files.facts(facts.path()));
        nanos.addAndGet(1);
        assertNull(files.facts(facts.path()), "older than 100 ns, from when the question was asked");
    }

    @Test
    void an_answer_that_was_under_way_while_the_file_changed_is_not_believed() {
        KnownFiles files = new KnownFiles(Duration.ofHours(1));
        FileInfo facts = facts("/d/f");
        try (KnownFiles.Look look = files.look(facts.path())) {
            files.changedFile(facts.path());
            look.saw(facts);
        }
        assertNull(files.facts(facts.path()));
        try (KnownFiles.Look look = files.look(facts.path())) {
            files.changed(FsPath.of("/d"));
            look.saw(facts);
        }
        assertNull(files.facts(facts.path()));
        try (KnownFiles.Look look = files.look(facts.path())) {
            files.changedFile(FsPath.of("/d/other"));
            look.saw(facts);
        }
        assertEquals(facts, files.facts(facts.path()));
    }

    @Test
    void of_two_who_write_at_once_neither_is_believed() {
        KnownFiles files = new KnownFiles(Duration.ofHours(1));
        FileInfo facts = facts("/f");
        try (KnownFiles.Look one = files.look(facts.path());
                KnownFiles.Look other = files.look(facts.path())) {
            one.wrote(facts);
            other.wrote(facts);
        }
        assertNull(files.facts(facts.path()));
        try (KnownFiles.Look alone = files.look(facts.path())) {
            alone.wrote(facts);
        }
        assertEquals(facts, files.facts(facts.path()));
        try (KnownFiles.Look failing = files.look(facts.path())) {
            failing.wrote(null);
        }
        assertNull(files.facts(facts.path()));
    }

    private static FileInfo facts(String path) {
        return FileInfo.of(FsPath.of(path), FileType.FILE, 4, TIME);
    }
}
