package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.PosixAttributes;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import io.anyfs.it.tree.ScriptedBackend.Script;
import io.anyfs.it.tree.ScriptedBackend.Step;
import io.anyfs.tree.CopyExisting;
import io.anyfs.tree.CopyLinks;
import io.anyfs.tree.CopyResult;
import io.anyfs.tree.OnFailure;
import io.anyfs.tree.TreeCompare;
import io.anyfs.tree.TreeCopy;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a copy of a tree brings over, and what becomes of what is there. */
class TreeCopyTest extends TreeCopying {

    private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

    @Test
    void copies_files_directories_and_links_with_times_and_permissions() throws IOException {
        grow(fs, "/src/a", "/src/sub/b", "/src/empty/");
        fs.createSymbolicLink(path("/src/link"), "sub/b");
        fs.setAttributes(path("/src/a"), AttributeChanges.lastModified(LONG_AGO).withMode(0640));
        fs.setAttributes(
                path("/src/sub"), AttributeChanges.lastModified(LONG_AGO).withMode(0750));

        CopyResult result = copy("/src", "/dst").run();

        assertEquals(List.of("/dst/", "/dst/a", "/dst/empty/", "/dst/link@", "/dst/sub/", "/dst/sub/b"), tree(other));
        assertTrue(compare("/src", "/dst").contents().times().modes().same());
        assertEquals("sub/b", other.readLink(path("/dst/link")));
        assertEquals(LONG_AGO, other.stat("/dst/sub").lastModified());
        assertEquals(0750, mode(other, "/dst/sub"));
        assertEquals(new CopyResult(2, 3, 1, 2, 0, 0, List.of()), result);
    }

    @Test
    void copies_a_single_file() throws IOException {
        grow(fs, "/a");
        assertEquals(1, copy("/a", "/b").run().files());
        assertEquals("a", other.readString("/b"));
        assertThrows(FileAlreadyExistsException.class, () -> copy("/a", "/b").run());
        assertThrows(IsDirectoryException.class, () -> {
            other.createDirectory("/d");
            copy("/a", "/d").ifExists(CopyExisting.REPLACE).run();
        });
    }

    @Test
    void copies_within_a_filesystem_by_the_storage_where_it_can() throws IOException {
        grow(fs, "/src/a", "/src/b/c");
        AtomicInteger copies = new AtomicInteger();
        AtomicInteger reads = new AtomicInteger();
        Script counting = (step, path) -> {
            copies.addAndGet(step == Step.COPY ? 1 : 0);
            reads.addAndGet(step == Step.OPEN_READ ? 1 : 0);
        };
        try (FileSystem copying = FileSystem.over(
                new ScriptedBackend(backend, counting, capabilities -> capabilities.with(Capability.COPY)))) {
            TreeCopy.of(copying, path("/src"), copying, path("/dst")).run();
        }
        try (FileSystem streaming = FileSystem.over(
                new ScriptedBackend(backend, counting, capabilities -> capabilities.without(Capability.COPY)))) {
            TreeCopy.of(streaming, path("/src"), streaming, path("/dst2")).run();
        }
        assertEquals(2, copies.get());
        assertEquals(2, reads.get());
        assertTrue(
                TreeCompare.of(fs, path("/dst"), fs, path("/dst2")).contents().same());
    }

    @Test
    void fails_on_what_exists_skips_it_or_replaces_it() throws IOException {
        grow(fs, "/src/a", "/src/b", "/src/c");
        other.createDirectory("/dst");
        other.write("/dst/b", "old");

        assertThrows(
                FileAlreadyExistsException.class, () -> copy("/src", "/dst").run());
        assertEquals("old", other.readString("/dst/b"));

        CopyResult skipped = copy("/src", "/dst").ifExists(CopyExisting.SKIP).run();
        assertEquals("old", other.readString("/dst/b"));
        assertEquals("c", other.readString("/dst/c"));
        assertTrue(skipped.skipped() >= 1, skipped.toString());

        CopyResult replaced =
                copy("/src", "/dst").ifExists(CopyExisting.REPLACE).run();
        assertEquals("b", other.readString("/dst/b"));
        assertEquals(3, replaced.files());
    }

    @Test
    void replaces_only_what_is_older_if_asked() throws IOException {
        grow(fs, "/src/newer", "/src/older", "/src/same");
        grow(other, "/dst/newer", "/dst/older", "/dst/same");
        for (String name : List.of("newer", "older", "same")) {
            fs.setAttributes(path("/src/" + name), AttributeChanges.lastModified(LONG_AGO));
            other.write("/dst/" + name, "old");
        }
        other.setAttributes(path("/dst/newer"), AttributeChanges.lastModified(LONG_AGO.minusSeconds(60)));
        other.setAttributes(path("/dst/older"), AttributeChanges.lastModified(LONG_AGO.plusSeconds(60)));
        other.setAttributes(path("/dst/same"), AttributeChanges.lastModified(LONG_AGO));

        CopyResult result =
                copy("/src", "/dst").ifExists(CopyExisting.REPLACE_IF_OLDER).run();

        assertEquals("newer", other.readString("/dst/newer"));
        assertEquals("old", other.readString("/dst/older"));
        assertEquals("old", other.readString("/dst/same"));
        assertEquals(2, result.skipped());
    }

    @Test
    void a_time_that_differs_by_less_than_the_coarser_precision_is_not_newer() throws IOException {
        grow(fs, "/a");
        grow(other, "/a");
        fs.setAttributes(path("/a"), AttributeChanges.lastModified(LONG_AGO.plusMillis(900)));
        other.setAttributes(path("/a"), AttributeChanges.lastModified(LONG_AGO));
        try (FileSystem coarse = FileSystem.over(new ScriptedBackend(
                otherBackend,
                Script.NONE,
                all -> all.within(all.limits().withTimestampPrecision(Duration.ofSeconds(1)))))) {
            assertEquals(
                    1,
                    TreeCopy.of(fs, path("/a"), coarse, path("/a"))
                            .ifExists(CopyExisting.REPLACE_IF_OLDER)
                            .run()
                            .skipped());
        }
    }

    @Test
    void a_link_at_the_target_is_replaced_and_not_written_through() throws IOException {
        grow(fs, "/src/a", "/src/d/b");
        grow(other, "/precious", "/treasure/b", "/dst/");
        other.createSymbolicLink(path("/dst/a"), "/precious");
        other.createSymbolicLink(path("/dst/d"), "/treasure");

        CopyResult result = copy("/src", "/dst")
                .ifExists(CopyExisting.REPLACE)
                .onFailure(OnFailure.SKIP)
                .run();

        assertEquals("a", other.readString("/dst/a"));
        assertFalse(other.lstat(path("/dst/a")).isSymbolicLink());
        assertEquals("precious", other.readString("/precious"));
        assertEquals(1, result.failed());
        assertEquals(path("/src/d"), result.failures().get(0).path());
        assertEquals(
                List.of("b"),
                other.entries("/treasure").stream().map(e -> e.name()).toList());
    }

    @Test
    void a_file_in_the_way_of_a_directory_and_the_other_way_round_are_failures() throws IOException {
        grow(fs, "/src/x/y", "/src/z");
        grow(other, "/dst/x", "/dst/z/deep");

        CopyResult result = copy("/src", "/dst")
                .ifExists(CopyExisting.REPLACE)
                .onFailure(OnFailure.SKIP)
                .run();

        assertEquals(2, result.failed());
        assertEquals("x", other.readString("/dst/x"));
        assertEquals("deep", other.readString("/dst/z/deep"));
    }

    @Test
    void links_are_kept_followed_or_left_out_as_both_filesystems_can() throws IOException {
        grow(fs, "/src/file", "/outside/x");
        fs.createSymbolicLink(path("/src/to-file"), "file");
        fs.createSymbolicLink(path("/src/to-dir"), "/outside");
        try (FileSystem plain = FileSystem.over(
                new ScriptedBackend(otherBackend, Script.NONE, all -> all.without(Capability.SYMBOLIC_LINKS)))) {
            TreeCopy.of(fs, path("/src"), plain, path("/followed")).run();
            assertEquals(
                    List.of(
                            "/followed/",
                            "/followed/file",
                            "/followed/to-dir/",
                            "/followed/to-dir/x",
                            "/followed/to-file"),
                    tree(other));

            CopyResult skipped = TreeCopy.of(fs, path("/src"), plain, path("/skipped"))
                    .links(CopyLinks.KEEP_OR_SKIP)
                    .run();
            assertEquals(2, skipped.skipped());
            assertEquals(1, skipped.files());

            assertThrows(
                    UnsupportedCapabilityException.class,
                    () -> TreeCopy.of(fs, path("/src"), plain, path("/kept"))
                            .links(CopyLinks.KEEP)
                            .run());
        }
        assertEquals(2, copy("/src", "/kept2").links(CopyLinks.KEEP).run().links());
    }

    @Test
    void a_read_only_directory_can_be_filled_and_is_read_only_then() throws IOException {
        grow(fs, "/src/closed/a");
        fs.setAttributes(path("/src/closed"), AttributeChanges.mode(0555));

        copy("/src", "/dst").parallelism(2).run();

        assertEquals(0555, mode(other, "/dst/closed"));
        assertEquals("a", other.readString("/dst/closed/a"));
        for (FileSystem each : List.of(fs, other)) {
            each.setAttributes(path(each == fs ? "/src/closed" : "/dst/closed"), AttributeChanges.mode(0755));
        }
    }

    @Test
    void what_others_may_not_see_is_closed_before_it_is_filled() throws IOException {
        grow(fs, "/src/private/a");
        fs.setAttributes(path("/src/private"), AttributeChanges.mode(0700));
        AtomicInteger modeThen = new AtomicInteger(-1);
        try (FileSystem watched = FileSystem.over(new ScriptedBackend(otherBackend, (step, path) -> {
            if (step == Step.OPEN_WRITE) {
                modeThen.set(mode(other, "/dst/private"));
            }
        }))) {
            TreeCopy.of(fs, path("/src"), watched, path("/dst")).run();
        }
        assertEquals(0700, modeThen.get());
    }

    @Test
    void progress_knows_the_whole_before_it_begins() throws IOException {
        grow(fs, "/src/a", "/src/sub/bcd");
        RecordedProgress progress = new RecordedProgress();

        copy("/src", "/dst").progress(progress).run();

        assertEquals(2, progress.expectedFiles());
        assertEquals(4, progress.expectedBytes());
        assertEquals(4, progress.transferredBytes());
        assertEquals(List.of("/src/a", "/src/sub/bcd"), progress.finishedFiles());
        assertTrue(progress.expectedFirst());
    }

    @Test
    void many_levels_are_copied() throws IOException {
        FsPath deepest = growDeep(fs, levels());
        fs.write(deepest.child("f"), WriteOptions.createNew(), out -> out.write(new byte[3]));

        CopyResult result = copy("/d", "/d").parallelism(2).run();

        assertEquals(levels(), result.directories());
        assertEquals(3, other.stat(deepest.child("f")).size());
    }

    private static int mode(FileSystem fs, String path) throws IOException {
        PosixAttributes posix = fs.stat(path).posix();
        return posix == null ? -1 : posix.mode() & 0777;
    }
}
