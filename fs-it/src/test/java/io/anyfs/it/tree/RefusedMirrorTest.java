package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.InvalidNameException;
import io.anyfs.SubtreeException;
import io.anyfs.it.tree.ScriptedBackend.Script;
import io.anyfs.tree.Glob;
import io.anyfs.tree.Mirror;
import io.anyfs.tree.OnFailure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trees that are one, or that names or links bring together. */
class RefusedMirrorTest extends Mirroring {

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
}
