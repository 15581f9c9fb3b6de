package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.InvalidNameException;
import io.anyfs.StorageFullException;
import io.anyfs.SubtreeException;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.it.tree.ScriptedBackend.Script;
import io.anyfs.tree.CopyLinks;
import io.anyfs.tree.OnFailure;
import io.anyfs.tree.TreeCopy;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What cannot be copied as a whole is refused before anything is created. */
class RefusedTreeCopyTest extends TreeCopying {

    @Test
    void onto_itself_nothing_happens_and_into_itself_is_refused_before_anything_is_created() throws IOException {
        grow(fs, "/a/b/c");
        List<String> before = tree(fs);

        assertEquals(0, TreeCopy.of(fs, path("/a"), fs, path("/a")).run().files());
        assertThrows(
                SubtreeException.class,
                () -> TreeCopy.of(fs, path("/a"), fs, path("/a/b/new")).run());
        assertThrows(
                SubtreeException.class,
                () -> TreeCopy.of(fs, path("/"), fs, path("/new")).run());
        assertEquals(before, tree(fs));
    }

    @Test
    @Timeout(60)
    void into_itself_is_noticed_through_links() throws IOException {
        grow(fs, "/src/d/f", "/dst/");
        fs.createSymbolicLink(path("/into"), "src/d");
        assertThrows(
                SubtreeException.class,
                () -> TreeCopy.of(fs, path("/src"), fs, path("/into/new")).run());
        assertThrows(
                SubtreeException.class,
                () -> TreeCopy.of(fs, path("/src"), fs, path("/into")).run());
        fs.createSymbolicLink(path("/src/out"), "/dst");
        assertThrows(
                SubtreeException.class,
                () -> TreeCopy.of(fs, path("/src"), fs, path("/dst"))
                        .links(CopyLinks.FOLLOW)
                        .run());
        assertEquals(List.of("/src/", "/src/d/", "/src/d/f", "/src/out@"), below("/src"));
    }

    private List<String> below(String directory) throws IOException {
        return tree(fs).stream().filter(path -> path.startsWith(directory)).toList();
    }

    @Test
    void into_itself_is_noticed_through_another_view_of_the_same_storage() throws IOException {
        grow(fs, "/a/b/c");
        try (FileSystem same = scripted(Script.NONE);
                FileSystem inner = fs.subdirectory(path("/a/b"))) {
            List<String> before = tree(fs);
            assertThrows(
                    SubtreeException.class,
                    () -> TreeCopy.of(fs, path("/a"), same, path("/a/b/new")).run());
            assertEquals(before, tree(fs));

            assertThrows(
                    SubtreeException.class,
                    () -> TreeCopy.of(fs, path("/a"), inner, path("/new")).run());
        }
    }

    @Test
    void names_that_collide_on_the_target_are_an_error_before_anything_is_created() throws IOException {
        grow(fs, "/src/docs/README", "/src/docs/readme", "/src/a");
        try (FileSystem folding = without(Capability.CASE_SENSITIVE)) {
            InvalidNameException collision = assertThrows(
                    InvalidNameException.class,
                    () -> TreeCopy.of(fs, path("/src"), folding, path("/dst"))
                            .onFailure(OnFailure.SKIP)
                            .run());
            assertTrue(collision.getMessage().contains("/dst/docs/"), collision.getMessage());
        }
        assertEquals(List.of(), tree(other));
    }

    @Test
    void composed_and_decomposed_letters_collide_where_the_target_does_not_tell_them_apart() throws IOException {
        grow(fs, "/src/deep/\u00e9", "/src/deep/e\u0301");
        try (FileSystem folding = without(Capability.NORMALIZATION_SENSITIVE)) {
            InvalidNameException collision = assertThrows(
                    InvalidNameException.class,
                    () -> TreeCopy.of(fs, path("/src"), folding, path("/dst"))
                            .onFailure(OnFailure.SKIP)
                            .run());
            assertTrue(collision.getMessage().contains("/dst/deep/"), collision.getMessage());
        }
        assertEquals(List.of(), tree(other));
    }

    @Test
    void a_target_folds_no_more_of_a_name_than_it_says() throws IOException {
        grow(
                fs,
                "/accents/\u00e9",
                "/accents/e\u0301",
                "/case/README",
                "/case/readme",
                "/both/\u00c9",
                "/both/e\u0301");
        try (FileSystem noCase = without(Capability.CASE_SENSITIVE);
                FileSystem noAccents = without(Capability.NORMALIZATION_SENSITIVE);
                FileSystem neither = without(Capability.CASE_SENSITIVE, Capability.NORMALIZATION_SENSITIVE)) {
            assertEquals(2, copied("/accents", noCase));
            assertEquals(2, copied("/case", noAccents));
            assertEquals(2, copied("/both", noAccents));
            assertThrows(InvalidNameException.class, () -> copied("/both", neither));
        }
        assertEquals(2, copy("/both", "/exactly").run().files());
    }

    private long copied(String source, FileSystem folding) throws IOException {
        return TreeCopy.of(fs, path(source), folding, path(source)).run().files();
    }

    @Test
    void names_too_long_and_files_too_large_are_errors_before_anything_is_created() throws IOException {
        grow(fs, "/src/short", "/src/sub/a-longer-name");
        fs.write("/src/large", "x".repeat(1000));
        try (FileSystem narrow = limited(12, Integer.MAX_VALUE, Long.MAX_VALUE)) {
            assertThrows(
                    InvalidNameException.class,
                    () -> TreeCopy.of(fs, path("/src"), narrow, path("/dst")).run());
        }
        try (FileSystem shallow = limited(255, 20, Long.MAX_VALUE)) {
            assertThrows(
                    InvalidNameException.class,
                    () -> TreeCopy.of(fs, path("/src"), shallow, path("/dst")).run());
        }
        try (FileSystem small = limited(255, Integer.MAX_VALUE, 999)) {
            assertThrows(
                    StorageFullException.class,
                    () -> TreeCopy.of(fs, path("/src"), small, path("/dst")).run());
        }
        assertEquals(List.of(), tree(other));
    }

    @Test
    void a_missing_source_or_parent_of_the_target_fails_and_creates_nothing() throws IOException {
        grow(fs, "/src/a");
        assertThrows(NoSuchFileException.class, () -> copy("/none", "/dst").run());
        assertThrows(
                NoSuchFileException.class,
                () -> copy("/src", "/no/dst").onFailure(OnFailure.SKIP).run());
        assertEquals(List.of(), tree(other));
    }

    @Test
    void a_read_only_target_is_refused_before_anything_else() throws IOException {
        grow(fs, "/src/a");
        try (FileSystem readOnly = other.readOnly()) {
            UnsupportedCapabilityException refusal = assertThrows(
                    UnsupportedCapabilityException.class,
                    () -> TreeCopy.of(fs, path("/src"), readOnly, path("/dst"))
                            .onFailure(OnFailure.SKIP)
                            .run());
            assertEquals(Capability.WRITE, refusal.capability());
        }
    }

    private FileSystem without(Capability... missing) {
        return FileSystem.over(new ScriptedBackend(otherBackend, Script.NONE, all -> all.without(missing)));
    }

    private FileSystem limited(int nameBytes, int pathBytes, long fileSize) {
        return FileSystem.over(new ScriptedBackend(
                otherBackend,
                Script.NONE,
                all -> all.within(new Capabilities.Limits(
                        nameBytes, pathBytes, fileSize, all.limits().timestampPrecision()))));
    }
}
