package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.it.tree.ScriptedBackend.Script;
import io.anyfs.tree.CopyLinks;
import io.anyfs.tree.Mirror;
import io.anyfs.tree.MirrorBy;
import io.anyfs.tree.MirrorPlan;
import io.anyfs.tree.MirrorResult;
import io.anyfs.tree.OnFailure;
import io.anyfs.tree.TreeCompare;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A mirror makes the target like the source, with as little as it can. */
class MirrorTest extends Mirroring {

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
    void many_levels_are_mirrored_and_emptied() throws IOException {
        growDeep(fs, levels());
        Mirror mirror = mirror("/", "/").deleting();

        assertEquals(levels(), mirror.run().directories());
        TreeDelete.empty(fs, FsPath.ROOT);
        assertEquals(levels(), mirror.run().deleted());
        assertEquals(List.of(), other.entries("/"));
    }

    private TreeCompare compare(String left, String right) {
        return TreeCompare.of(fs, path(left), other, path(right));
    }

    private void sameTimes(String name) throws IOException {
        fs.setAttributes(path("/src/" + name), AttributeChanges.lastModified(LONG_AGO));
        other.setAttributes(path("/dst/" + name), AttributeChanges.lastModified(LONG_AGO));
    }
}
