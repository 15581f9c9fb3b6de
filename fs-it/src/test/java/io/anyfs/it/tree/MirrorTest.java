package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.SubtreeException;
import io.anyfs.it.tree.ScriptedBackend.Script;
import io.anyfs.it.tree.ScriptedBackend.Step;
import io.anyfs.tree.CopyLinks;
import io.anyfs.tree.Glob;
import io.anyfs.tree.Mirror;
import io.anyfs.tree.MirrorAction;
import io.anyfs.tree.MirrorBy;
import io.anyfs.tree.MirrorPlan;
import io.anyfs.tree.MirrorResult;
import io.anyfs.tree.OnFailure;
import io.anyfs.tree.TreeCompare;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MirrorTest extends TreeTest {

    private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

    @Test
    void makes_the_target_like_the_source_and_does_nothing_the_second_time() throws IOException {
        long seed = System.nanoTime();
        SampleTrees.grow(fs, path("/src"), 60, new Random(seed));
        SampleTrees.grow(other, path("/dst"), 60, new Random(seed + 1));
        fs.createSymbolicLink(path("/src/link"), "file 0");
        Mirror mirror = mirror("/src", "/dst").deleting();

        MirrorResult first = mirror.run();

        assertEquals(
                List.of(), compare("/src", "/dst").contents().times().modes().differences(), () -> "seed " + seed);
        assertTrue(first.created() > 0 && first.deleted() > 0, first.toString());
        assertEquals(0, first.failed());
        MirrorPlan plan = mirror.plan();
        assertEquals(List.of(), plan.actions(), () -> "seed " + seed);
        assertEquals(61, plan.unchanged());
        assertTrue(plan.isEmpty());
    }

    @Test
    void many_threads_with_a_plan_do_the_same_as_one_without() throws IOException {
        long seed = System.nanoTime();
        SampleTrees.grow(fs, path("/src"), 80, new Random(seed));
        SampleTrees.grow(other, path("/dst"), 80, new Random(seed + 1));
        RecordedProgress progress = new RecordedProgress();

        MirrorResult result = mirror("/src", "/dst")
                .deleting()
                .parallelism(6)
                .progress(progress)
                .run();

        assertEquals(
                List.of(), compare("/src", "/dst").contents().times().modes().differences(), () -> "seed " + seed);
        assertEquals(result.created() + result.updated(), progress.expectedFiles());
        assertEquals(progress.expectedBytes(), progress.transferredBytes());
        assertEquals(result.bytes(), progress.transferredBytes());
        assertTrue(progress.expectedFirst());
    }

    @Test
    void a_dry_run_tells_exactly_what_a_run_does_in_its_order_and_changes_nothing() throws IOException {
        grow(fs, "/src/new/file", "/src/same", "/src/changed");
        grow(other, "/dst/same", "/dst/changed", "/dst/old/deep", "/dst/zold");
        sameTimes("same");
        fs.write("/src/changed", "longer than before");
        List<String> before = tree(other);
        Mirror mirror = mirror("/src", "/dst").deleting();

        MirrorPlan plan = mirror.plan();

        assertEquals(before, tree(other));
        assertEquals(
                List.of(
                        "UpdateFile /changed",
                        "CreateDirectory /new",
                        "CreateFile /new/file",
                        "Delete /zold",
                        "Delete /old/deep",
                        "Delete /old",
                        "SetAttributes /new",
                        "SetAttributes /"),
                told(plan));
        assertEquals(2, plan.files());
        assertEquals("longer than before".length() + "file".length(), plan.bytes());
        assertEquals(1, plan.unchanged());

        MirrorResult result = mirror.apply(plan);
        assertEquals(new MirrorResult(1, 1, 1, 0, 2, 3, 1, plan.bytes(), 0, 0, List.of()), result);
        assertTrue(compare("/src", "/dst").contents().times().same());
    }

    @Test
    void deletes_nothing_unless_asked() throws IOException {
        grow(fs, "/src/a");
        grow(other, "/dst/b");

        assertEquals(0, mirror("/src", "/dst").run().deleted());
        assertEquals(List.of("/dst/", "/dst/a", "/dst/b"), tree(other));
    }

    @Test
    void compares_by_size_and_time_by_size_or_by_content() throws IOException {
        grow(fs, "/src/");
        grow(other, "/dst/");
        fs.write("/src/f", "aaaa");
        other.write("/dst/f", "bbbb");
        sameTimes("f");
        assertEquals(List.of(), told(mirror("/src", "/dst").plan()));
        assertEquals(
                List.of("UpdateFile /f", "SetAttributes /"),
                told(mirror("/src", "/dst").comparing(MirrorBy.CONTENT).plan()));

        fs.setAttributes(path("/src/f"), AttributeChanges.lastModified(LONG_AGO.plusSeconds(5)));
        assertEquals(
                List.of("UpdateFile /f", "SetAttributes /"),
                told(mirror("/src", "/dst").plan()));
        assertEquals(
                List.of(), told(mirror("/src", "/dst").comparing(MirrorBy.SIZE).plan()));
    }

    @Test
    void the_same_bytes_with_another_time_get_the_time_and_are_not_copied() throws IOException {
        grow(fs, "/src/f");
        grow(other, "/dst/f");
        fs.setAttributes(path("/src/f"), AttributeChanges.lastModified(LONG_AGO));
        Mirror mirror = mirror("/src", "/dst").comparing(MirrorBy.CONTENT);

        assertEquals(List.of("SetAttributes /f"), told(mirror.plan()));
        assertEquals(0, mirror.run().bytes());
        assertEquals(LONG_AGO, other.stat("/dst/f").lastModified());
        assertTrue(mirror.plan().isEmpty());
    }

    @Test
    void times_within_the_coarser_precision_are_the_same() throws IOException {
        grow(fs, "/src/f");
        grow(other, "/dst/f");
        fs.setAttributes(path("/src/f"), AttributeChanges.lastModified(LONG_AGO.plusMillis(999)));
        other.setAttributes(path("/dst/f"), AttributeChanges.lastModified(LONG_AGO));
        try (FileSystem coarse = FileSystem.over(new ScriptedBackend(
                otherBackend,
                Script.NONE,
                all -> all.within(all.limits().withTimestampPrecision(Duration.ofSeconds(1)))))) {
            assertEquals(
                    List.of(),
                    told(Mirror.of(fs, path("/src"), coarse, path("/dst")).plan()));
        }
        assertEquals(
                List.of("UpdateFile /f", "SetAttributes /"),
                told(mirror("/src", "/dst").plan()));
    }

    @Test
    void a_target_that_keeps_no_times_is_up_to_date_when_it_is_not_older() throws IOException {
        grow(fs, "/src/f", "/src/d/g");
        try (FileSystem timeless = FileSystem.over(
                new ScriptedBackend(otherBackend, Script.NONE, all -> all.without(Capability.SET_LAST_MODIFIED)))) {
            Mirror mirror = Mirror.of(fs, path("/src"), timeless, path("/dst"));
            assertEquals(2, mirror.run().created());
            assertEquals(List.of(), told(mirror.plan()));

            fs.setAttributes(
                    path("/src/f"), AttributeChanges.lastModified(Instant.now().plusSeconds(60)));
            assertEquals(List.of("UpdateFile /f"), told(mirror.plan()));
        }
    }

    @Test
    void permissions_alone_are_set_without_a_copy() throws IOException {
        grow(fs, "/src/f", "/src/d/");
        Mirror mirror = mirror("/src", "/dst");
        mirror.run();
        fs.setAttributes(path("/src/f"), AttributeChanges.mode(0600));
        fs.setAttributes(path("/src/d"), AttributeChanges.mode(0700));

        assertEquals(List.of("SetAttributes /f", "SetAttributes /d"), told(mirror.plan()));
        assertEquals(2, mirror.run().attributes());
        assertTrue(compare("/src", "/dst").modes().same());
        assertTrue(mirror.plan().isEmpty());
    }

    @Test
    void what_is_of_another_type_is_replaced_a_directory_only_when_deleting() throws IOException {
        grow(fs, "/src/file-for-dir", "/src/dir-for-file/x", "/src/file-for-link");
        fs.createSymbolicLink(path("/src/link-for-file"), "x");
        grow(other, "/precious", "/dst/file-for-dir/a/b", "/dst/dir-for-file", "/dst/link-for-file");
        other.createSymbolicLink(path("/dst/file-for-link"), "/precious");

        MirrorResult careful = mirror("/src", "/dst").onFailure(OnFailure.SKIP).run();
        assertEquals(1, careful.failed());
        assertEquals(path("/src/file-for-dir"), careful.failures().get(0).path());
        assertTrue(other.exists("/dst/file-for-dir/a/b"));
        assertTrue(other.exists("/dst/dir-for-file/x"));

        mirror("/src", "/dst").deleting().run();
        assertEquals(List.of(), compare("/src", "/dst").contents().differences());
        assertEquals("precious", other.readString("/precious"));
        assertTrue(mirror("/src", "/dst").deleting().plan().isEmpty());
    }

    @Test
    void a_source_directory_that_cannot_be_read_spares_everything_extraneous() throws IOException {
        grow(fs, "/src/bad/x", "/src/good");
        grow(other, "/dst/bad/x", "/dst/bad/y", "/dst/old");
        for (Step step : List.of(Step.LIST, Step.NEXT)) {
            try (FileSystem faulty = scripted(Script.failing(step, "/src/bad"))) {
                MirrorResult result = Mirror.of(faulty, path("/src"), other, path("/dst"))
                        .deleting()
                        .onFailure(OnFailure.SKIP)
                        .run();
                assertEquals(0, result.deleted());
                assertEquals(1, result.spared());
                assertEquals(1, result.failed());
                assertEquals(
                        List.of("/dst/", "/dst/bad/", "/dst/bad/x", "/dst/bad/y", "/dst/good", "/dst/old"),
                        tree(other));

                assertThrows(
                        IOException.class,
                        () -> Mirror.of(faulty, path("/src"), other, path("/dst"))
                                .deleting()
                                .run());
                assertTrue(other.exists("/dst/old"));
            }
        }
    }

    @Test
    void the_source_root_that_is_missing_or_cannot_be_read_deletes_nothing() throws IOException {
        grow(fs, "/src/a");
        grow(other, "/dst/old");
        assertThrows(
                NoSuchFileException.class,
                () -> mirror("/none", "/dst").deleting().run());
        assertThrows(
                NotDirectoryException.class,
                () -> mirror("/src/a", "/dst").deleting().run());
        try (FileSystem faulty = scripted(Script.failing(Step.LIST, "/src"))) {
            MirrorResult result = Mirror.of(faulty, path("/src"), other, path("/dst"))
                    .deleting()
                    .onFailure(OnFailure.SKIP)
                    .run();
            assertEquals(1, result.failed());
        }
        assertEquals(List.of("/dst/", "/dst/old"), tree(other));
    }

    @Test
    void a_copy_that_fails_spares_what_is_extraneous_also_with_a_plan_and_threads() throws IOException {
        grow(fs, "/src/renamed", "/src/b");
        grow(other, "/dst/original");
        try (FileSystem faulty = scripted(Script.failing(Step.OPEN_READ, "/src/renamed"))) {
            Mirror mirror = Mirror.of(faulty, path("/src"), other, path("/dst"))
                    .deleting()
                    .onFailure(OnFailure.SKIP);
            for (Mirror each : List.of(mirror, mirror.parallelism(3), mirror.progress(new RecordedProgress()))) {
                MirrorResult result = each.run();
                assertEquals(1, result.failed());
                assertEquals(1, result.spared());
                assertEquals(0, result.deleted());
            }
        }
        assertEquals(List.of("/dst/", "/dst/b", "/dst/original"), tree(other));
    }

    @Test
    void a_target_directory_that_cannot_be_read_is_left_alone() throws IOException {
        grow(fs, "/src/bad/x", "/src/good");
        grow(other, "/dst/bad/y");
        try (FileSystem faulty =
                FileSystem.over(new ScriptedBackend(otherBackend, Script.failing(Step.LIST, "/dst/bad")))) {
            MirrorResult result = Mirror.of(fs, path("/src"), faulty, path("/dst"))
                    .deleting()
                    .onFailure(OnFailure.SKIP)
                    .run();
            assertEquals(1, result.failed());
        }
        assertEquals(List.of("/dst/", "/dst/bad/", "/dst/bad/y", "/dst/good"), tree(other));
    }

    @Test
    void what_is_excluded_is_neither_copied_nor_deleted() throws IOException {
        grow(fs, "/src/a.tmp", "/src/a", "/src/cache/x");
        grow(other, "/dst/b.tmp", "/dst/old/c.tmp", "/dst/old/d", "/dst/gone/e", "/dst/cache/y");
        Mirror mirror =
                mirror("/src", "/dst").deleting().excluding(Glob.of("**/*.tmp")).excluding(Glob.of("cache"));

        MirrorResult result = mirror.run();

        assertEquals(
                List.of("/dst/", "/dst/a", "/dst/b.tmp", "/dst/cache/", "/dst/cache/y", "/dst/old/", "/dst/old/c.tmp"),
                tree(other));
        assertEquals(3, result.deleted());
        assertTrue(mirror.plan().isEmpty());
    }

    @Test
    void only_what_is_included_takes_part_with_the_directories_that_it_needs() throws IOException {
        grow(fs, "/src/a.java", "/src/b.txt", "/src/x/y/c.java", "/src/empty/", "/src/text/d.txt");
        grow(other, "/dst/old.java", "/dst/keep.txt", "/dst/gone/e.java");
        Mirror mirror = mirror("/src", "/dst").deleting().including(Glob.of("**/*.java"));

        mirror.run();

        assertEquals(
                List.of(
                        "/dst/",
                        "/dst/a.java",
                        "/dst/gone/",
                        "/dst/keep.txt",
                        "/dst/x/",
                        "/dst/x/y/",
                        "/dst/x/y/c.java"),
                tree(other));
        assertTrue(mirror.plan().isEmpty());
    }

    @Test
    void a_missing_target_is_created_and_a_file_as_the_target_refused() throws IOException {
        grow(fs, "/src/a");
        grow(other, "/file");
        assertEquals(1, mirror("/src", "/dst").run().created());
        assertThrows(NotDirectoryException.class, () -> mirror("/src", "/file").run());
        assertThrows(NoSuchFileException.class, () -> mirror("/src", "/no/dst").run());
    }

    @Test
    void a_tree_that_links_lead_into_the_other_is_refused() throws IOException {
        grow(fs, "/data/src/a", "/data/old");
        fs.createSymbolicLink(path("/into"), "data/src");
        fs.createSymbolicLink(path("/above"), "/data");
        List<String> before = tree(fs);
        for (String target : List.of("/into", "/into/new")) {
            Mirror into = Mirror.of(fs, path("/data"), fs, path(target)).deleting();
            assertThrows(SubtreeException.class, into::run);
            assertThrows(SubtreeException.class, into::plan);
        }
        assertThrows(
                SubtreeException.class,
                () -> Mirror.of(fs, path("/data/src"), fs, path("/above"))
                        .deleting()
                        .run());
        assertEquals(before, tree(fs));
    }

    @Test
    void a_tree_within_the_other_is_refused_also_through_another_view() throws IOException {
        grow(fs, "/data/src/a", "/data/old");
        List<String> before = tree(fs);
        assertThrows(
                SubtreeException.class,
                () -> Mirror.of(fs, path("/data/src"), fs, path("/data"))
                        .deleting()
                        .run());
        assertThrows(
                SubtreeException.class,
                () -> Mirror.of(fs, path("/data"), fs, path("/data/src")).plan());
        try (FileSystem same = scripted(Script.NONE);
                FileSystem inner = fs.subdirectory(path("/data/src"))) {
            assertThrows(
                    SubtreeException.class,
                    () -> Mirror.of(same, path("/data/src"), fs, path("/data"))
                            .deleting()
                            .run());
            assertThrows(
                    SubtreeException.class,
                    () -> Mirror.of(same, path("/data"), fs, path("/data/src"))
                            .deleting()
                            .run());
            Mirror deletesItsSource =
                    Mirror.of(inner, path("/"), fs, path("/data")).deleting();
            assertThrows(SubtreeException.class, deletesItsSource.onFailure(OnFailure.SKIP)::run);
            assertThrows(SubtreeException.class, () -> deletesItsSource.apply(deletesItsSource.plan()));
        }
        assertTrue(fs.exists("/data/src/a"));
        assertTrue(before.containsAll(List.of("/data/old", "/data/src/a")));
    }

    @Test
    void names_that_collide_are_refused_and_names_that_differ_in_case_are_the_same_file() throws IOException {
        grow(fs, "/src/README");
        grow(other, "/dst/readme");
        other.write("/dst/readme", "README");
        fs.setAttributes(path("/src/README"), AttributeChanges.lastModified(LONG_AGO));
        other.setAttributes(path("/dst/readme"), AttributeChanges.lastModified(LONG_AGO));
        try (FileSystem folding = FileSystem.over(
                new ScriptedBackend(otherBackend, Script.NONE, all -> all.without(Capability.CASE_SENSITIVE)))) {
            Mirror mirror = Mirror.of(fs, path("/src"), folding, path("/dst")).deleting();
            assertEquals(List.of(), told(mirror.plan()));

            grow(fs, "/src/ReadMe");
            assertThrows(InvalidNameException.class, mirror::run);
            assertEquals(List.of(), told(mirror.excluding(Glob.of("ReadMe")).plan()));
        }
    }

    @Test
    void links_that_are_followed_are_mirrored_as_files_and_stay_up_to_date() throws IOException {
        grow(fs, "/real/x", "/src/");
        fs.createSymbolicLink(path("/src/dir"), "/real");
        fs.createSymbolicLink(path("/src/file"), "/real/x");
        Mirror mirror = mirror("/src", "/dst").links(CopyLinks.FOLLOW);

        mirror.run();

        assertEquals(List.of("/dst/", "/dst/dir/", "/dst/dir/x", "/dst/file"), tree(other));
        assertTrue(mirror.plan().isEmpty());

        fs.createSymbolicLink(path("/src/loop"), ".");
        fs.createSymbolicLink(path("/src/nowhere"), "none");
        MirrorResult result = mirror.onFailure(OnFailure.SKIP).run();
        assertEquals(2, result.failed());
        assertFalse(other.exists("/dst/loop"));
    }

    @Test
    void a_link_that_leads_elsewhere_is_replaced() throws IOException {
        grow(fs, "/src/");
        grow(other, "/dst/");
        fs.createSymbolicLink(path("/src/link"), "new");
        other.createSymbolicLink(path("/dst/link"), "old");

        assertEquals(1, mirror("/src", "/dst").run().links());
        assertEquals("new", other.readLink(path("/dst/link")));
        assertTrue(mirror("/src", "/dst").plan().isEmpty());
    }

    @Test
    void a_directory_that_cannot_be_created_fails_once_with_all_that_it_holds() throws IOException {
        grow(fs, "/src/bad/x", "/src/bad/y/z", "/src/good");
        try (FileSystem faulty =
                FileSystem.over(new ScriptedBackend(otherBackend, Script.failing(Step.CREATE_DIRECTORY, "/dst/bad")))) {
            MirrorResult result = Mirror.of(fs, path("/src"), faulty, path("/dst"))
                    .onFailure(OnFailure.SKIP)
                    .run();
            assertEquals(1, result.failed());
            assertEquals(1, result.created());
        }
    }

    @Test
    void nothing_is_deleted_before_all_is_copied() throws IOException {
        grow(fs, "/src/a", "/src/z");
        grow(other, "/dst/m");
        AtomicBoolean early = new AtomicBoolean();
        try (FileSystem watched = FileSystem.over(new ScriptedBackend(otherBackend, (step, path) -> {
            if (step == Step.DELETE && path.equals(path("/dst/m"))) {
                early.set(!other.exists("/dst/a") || !other.exists("/dst/z"));
            }
        }))) {
            MirrorResult result = Mirror.of(fs, path("/src"), watched, path("/dst"))
                    .deleting()
                    .parallelism(2)
                    .run();
            assertEquals(1, result.deleted());
        }
        assertFalse(early.get());
    }

    @Test
    void many_levels_are_mirrored_and_emptied() throws IOException {
        growDeep(fs, levels());
        Mirror mirror = mirror("/", "/").deleting();

        assertEquals(levels(), mirror.run().directories());
        TreeDelete.empty(fs, FsPath.ROOT);
        assertEquals(levels(), mirror.run().deleted());
        assertEquals(List.of(), other.entries("/"));
    }

    private Mirror mirror(String source, String target) {
        return Mirror.of(fs, path(source), other, path(target));
    }

    private TreeCompare compare(String left, String right) {
        return TreeCompare.of(fs, path(left), other, path(right));
    }

    private void sameTimes(String name) throws IOException {
        fs.setAttributes(path("/src/" + name), AttributeChanges.lastModified(LONG_AGO));
        other.setAttributes(path("/dst/" + name), AttributeChanges.lastModified(LONG_AGO));
    }

    private static List<String> told(MirrorPlan plan) {
        return plan.actions().stream().map(MirrorTest::told).toList();
    }

    private static String told(MirrorAction action) {
        return action.getClass().getSimpleName() + " " + action.path();
    }
}
