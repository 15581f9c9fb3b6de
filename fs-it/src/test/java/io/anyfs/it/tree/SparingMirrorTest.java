package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.it.tree.ScriptedBackend.Script;
import io.anyfs.it.tree.ScriptedBackend.Step;
import io.anyfs.tree.Glob;
import io.anyfs.tree.Mirror;
import io.anyfs.tree.MirrorResult;
import io.anyfs.tree.OnFailure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What could not be read or copied, or takes no part, costs nothing in the target. */
class SparingMirrorTest extends Mirroring {

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
}
