package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.ErrorKind;
import io.anyfs.FileChangedException;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.RootException;
import io.anyfs.SubtreeException;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.it.tree.ScriptedBackend.Script;
import io.anyfs.it.tree.ScriptedBackend.Step;
import io.anyfs.tree.Hash;
import io.anyfs.tree.TreeHash;
import io.anyfs.tree.TreeMove;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TreeMoveTest extends TreeTest {

    @Test
    void renames_within_a_filesystem() throws IOException {
        grow(fs, "/a/b/c");
        AtomicInteger reads = new AtomicInteger();
        try (FileSystem watched = scripted((step, path) -> reads.addAndGet(step == Step.OPEN_READ ? 1 : 0))) {
            TreeMove.of(watched, path("/a"), watched, path("/z")).run();
        }
        assertEquals(List.of("/z/", "/z/b/", "/z/b/c"), tree(fs));
        assertEquals(0, reads.get());
    }

    @Test
    void copies_and_deletes_where_the_storage_cannot_rename_directories() throws IOException {
        grow(fs, "/a/b/c", "/f");
        try (FileSystem objects = FileSystem.over(new ScriptedBackend(
                backend, Script.NONE, all -> all.without(Capability.MOVE, Capability.MOVE_DIRECTORY)))) {
            TreeMove.of(objects, path("/a"), objects, path("/z")).run();
            TreeMove.of(objects, path("/f"), objects, path("/g")).run();
            assertThrows(
                    SubtreeException.class,
                    () -> TreeMove.of(objects, path("/z"), objects, path("/z/b/new"))
                            .run());
        }
        assertEquals(List.of("/g", "/z/", "/z/b/", "/z/b/c"), tree(fs));
    }

    @Test
    @Timeout(60)
    void a_target_that_leads_through_a_link_into_the_source_is_refused() throws IOException {
        grow(fs, "/a/b/c");
        fs.createSymbolicLink(path("/into"), "a/b");
        fs.createSymbolicLink(path("/whole"), "/a");
        List<String> before = tree(fs);
        try (FileSystem objects = FileSystem.over(
                new ScriptedBackend(backend, Script.NONE, all -> all.without(Capability.MOVE_DIRECTORY)))) {
            for (String target : List.of("/into/new", "/whole/new", "/whole/b/new")) {
                assertThrows(
                        SubtreeException.class,
                        () -> TreeMove.of(objects, path("/a"), objects, path(target))
                                .run());
                assertThrows(
                        SubtreeException.class,
                        () -> TreeMove.of(objects, path("/whole/b"), objects, path("/a/b/new"))
                                .run());
            }
            assertEquals(before, tree(fs));
            objects.createSymbolicLink(path("/up"), "/");
            TreeMove.of(objects, path("/a"), objects, path("/up/z")).run();
        }
        assertEquals(List.of("/into@", "/up@", "/whole@", "/z/", "/z/b/", "/z/b/c"), tree(fs));
    }

    @Test
    void moves_a_tree_to_another_filesystem_with_links_times_and_permissions() throws IOException {
        long seed = System.nanoTime();
        SampleTrees.grow(fs, path("/src"), 40, new Random(seed));
        fs.createSymbolicLink(path("/src/link"), "nowhere");
        fs.write("/src/closed", "x");
        fs.setAttributes(
                path("/src/closed"),
                AttributeChanges.lastModified(Instant.EPOCH).withMode(0600));
        Hash before = TreeHash.of(fs, path("/src")).compute();

        TreeMove.of(fs, path("/src"), other, path("/dst"))
                .comparingContents()
                .parallelism(3)
                .run();

        assertEquals(before, TreeHash.of(other, path("/dst")).compute(), () -> "seed " + seed);
        assertEquals(Instant.EPOCH, other.stat("/dst/closed").lastModified());
        assertEquals(List.of(), tree(fs));
    }

    @Test
    void a_failure_leaves_the_source_whole_and_no_copy() throws IOException {
        grow(fs, "/src/a", "/src/b/c", "/src/d");
        List<String> before = tree(fs);
        for (Step step : List.of(Step.WRITE, Step.COMMIT, Step.OPEN_WRITE)) {
            try (FileSystem broken =
                    FileSystem.over(new ScriptedBackend(otherBackend, Script.failing(step, "/dst/b/c")))) {
                assertThrows(
                        IOException.class,
                        () -> TreeMove.of(fs, path("/src"), broken, path("/dst"))
                                .run());
            }
            assertEquals(before, tree(fs));
            assertEquals(List.of(), tree(other));
        }
    }

    @Test
    void an_interrupt_leaves_the_source_whole_and_no_copy() throws IOException {
        grow(fs, "/src/a", "/src/b/c");
        List<String> before = tree(fs);
        try (FileSystem interrupting = FileSystem.over(new ScriptedBackend(otherBackend, (step, path) -> {
            if (step == Step.WRITE) {
                Thread.currentThread().interrupt();
            }
        }))) {
            IOException failure = assertThrows(
                    IOException.class,
                    () -> TreeMove.of(fs, path("/src"), interrupting, path("/dst"))
                            .run());
            assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(failure));
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals(before, tree(fs));
        assertEquals(List.of(), tree(other));
    }

    @Test
    void what_is_added_or_changed_meanwhile_stays_at_the_source() throws IOException {
        grow(fs, "/src/a", "/src/b/c");
        AtomicInteger deletes = new AtomicInteger();
        try (FileSystem raced = scripted((step, path) -> {
            if (step == Step.DELETE && deletes.getAndIncrement() == 0) {
                grow(fs, "/src/b/new");
            }
        })) {
            assertThrows(
                    FileChangedException.class,
                    () -> TreeMove.of(raced, path("/src"), other, path("/dst")).run());
        }
        assertTrue(fs.exists("/src/b/new"));
        assertEquals(List.of("/dst/", "/dst/a", "/dst/b/", "/dst/b/c"), tree(other));
    }

    @Test
    void a_copy_that_does_not_compare_equal_is_removed_and_the_source_kept() throws IOException {
        grow(fs, "/src/a", "/src/b");
        AtomicInteger commits = new AtomicInteger();
        try (FileSystem raced = FileSystem.over(new ScriptedBackend(otherBackend, (step, path) -> {
            if (step == Step.COMMIT && commits.incrementAndGet() == 2) {
                grow(fs, "/src/late");
            }
        }))) {
            assertThrows(
                    FileChangedException.class,
                    () -> TreeMove.of(fs, path("/src"), raced, path("/dst")).run());
        }
        assertEquals(List.of("/src/", "/src/a", "/src/b", "/src/late"), tree(fs));
        assertEquals(List.of(), tree(other));
    }

    @Test
    void replaces_a_file_if_asked_and_never_a_directory() throws IOException {
        grow(fs, "/file", "/dir/x");
        grow(other, "/file", "/dir/y");
        other.write("/file", "old");

        assertThrows(
                FileAlreadyExistsException.class, () -> move("/file", "/file").run());
        assertEquals("old", other.readString("/file"));
        for (IfExists policy : IfExists.values()) {
            assertThrows(
                    FileAlreadyExistsException.class,
                    () -> move("/dir", "/dir").ifExists(policy).run());
            assertThrows(
                    FileAlreadyExistsException.class,
                    () -> move("/file", "/dir").ifExists(policy).run());
            assertThrows(
                    FileAlreadyExistsException.class,
                    () -> move("/dir", "/file").ifExists(policy).run());
        }
        move("/file", "/file").ifExists(IfExists.REPLACE).run();
        assertEquals("file", other.readString("/file"));
        assertEquals(List.of("/dir/", "/dir/x"), tree(fs));
        assertEquals(List.of("/dir/", "/dir/y", "/file"), tree(other));
    }

    @Test
    void a_link_that_the_target_cannot_hold_stops_the_move_before_anything_is_lost() throws IOException {
        grow(fs, "/src/a");
        fs.createSymbolicLink(path("/src/link"), "a");
        try (FileSystem plain = FileSystem.over(
                new ScriptedBackend(otherBackend, Script.NONE, all -> all.without(Capability.SYMBOLIC_LINKS)))) {
            assertThrows(
                    UnsupportedCapabilityException.class,
                    () -> TreeMove.of(fs, path("/src"), plain, path("/dst")).run());
        }
        assertEquals(List.of("/src/", "/src/a", "/src/link@"), tree(fs));
        assertEquals(List.of(), tree(other));
    }

    @Test
    void onto_itself_nothing_happens_and_the_root_and_what_is_missing_are_refused() throws IOException {
        grow(fs, "/a/b");
        TreeMove.of(fs, path("/a"), fs, path("/a")).run();
        assertEquals(List.of("/a/", "/a/b"), tree(fs));
        assertThrows(RootException.class, () -> move("/", "/x").run());
        assertThrows(NoSuchFileException.class, () -> move("/none", "/x").run());
        assertThrows(NoSuchFileException.class, () -> move("/a", "/none/x").run());
        assertEquals(List.of("/a/", "/a/b"), tree(fs));
    }

    private TreeMove move(String source, String target) {
        return TreeMove.of(fs, FsPath.of(source), other, FsPath.of(target));
    }
}
