package io.anyfs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FsPathTest {

    @ParameterizedTest
    @CsvSource({
        "/a, /a",
        "a, /a",
        "/a/b, /a/b",
        "//a///b, /a/b",
        "/a/, /a",
        "/a//, /a",
        "/./a/./b/., /a/b",
        "/a/../b, /b",
        "/a/b/../.., /",
        "/a/b/..//c, /a/c",
        "., /",
        "/, /",
        "///, /",
        "/.hidden, /.hidden",
        "/..hidden/..., /..hidden/...",
        "/a./b.., /a./b..",
    })
    void a_path_is_absolute_and_normalized(String text, String normalized) {
        assertEquals(normalized, FsPath.of(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ a /b ",
                "/%2e%2e/%2f",
                "/a\\b",
                "/c:\\d",
                "/~",
                "/-rf",
                "/\n\t",
                "/*?\"'#+",
                "/ÀÀ\u0300\uFB01",
                "/\uD83D\uDE00"
            })
    void any_other_character_is_kept(String text) {
        assertEquals(text, FsPath.of(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "/..",
                "/a/../..",
                "/../a",
                "a/../../b",
                "/a\0b",
                "/\uD83D",
                "/\uDE00a",
                "/a/\uDE00\uD83D"
            })
    void what_cannot_be_a_path_is_refused(String text) {
        assertThrows(InvalidPathException.class, () -> FsPath.of(text));
    }

    @Test
    void a_refusal_shows_no_raw_control_characters() {
        InvalidPathException failure = assertThrows(InvalidPathException.class, () -> FsPath.of("/a\u001b[31m\0"));
        assertFalse(failure.getMessage().chars().anyMatch(Character::isISOControl), failure.getMessage());
        assertTrue(failure.getMessage().contains("\\u001b"), failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"/a, false", "/a/, true", "/a/., true", "/a/b/.., true", "/, true", "., true", "/a/.b, false"})
    void a_trailing_slash_asserts_a_directory_and_is_no_part_of_the_name(String text, boolean asserted) {
        FsPath path = FsPath.of(text);
        assertEquals(asserted, path.assertsDirectory());
        assertEquals(FsPath.of(path.toString()), path);
        assertEquals(FsPath.of(path.toString()).hashCode(), path.hashCode());
    }

    @Test
    void unicode_forms_are_different_names() {
        assertNotEquals(FsPath.of("/\u00e9"), FsPath.of("/e\u0301"));
    }

    @Test
    void a_child_is_one_name_taken_literally() {
        assertEquals("/a", FsPath.ROOT.child("a").toString());
        assertEquals("/a/b c", FsPath.of("/a").child("b c").toString());
        assertEquals("/a/..b", FsPath.of("/a").child("..b").toString());
        for (String name : List.of("", ".", "..", "a/b", "/", "a\0", "\uD83D")) {
            assertThrows(InvalidPathException.class, () -> FsPath.ROOT.child(name), name);
        }
    }

    @ParameterizedTest
    @CsvSource({"/a/b, c, /a/b/c", "/a/b, /c, /c", "/a/b, ../c, /a/c", "/a/b, ., /a/b", "/, x, /x", "/a, ../.., "})
    void resolving_is_what_a_shell_does(String base, String text, String resolved) {
        if (resolved == null) {
            assertThrows(InvalidPathException.class, () -> FsPath.of(base).resolve(text));
        } else {
            assertEquals(resolved, FsPath.of(base).resolve(text).toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"/a, /home, /home/a", "/, /home, /home", "/a/b, /, /a/b", "/, /, /", "/a, /x/y, /x/y/a"})
    void under_and_from_are_each_others_reverse(String path, String directory, String under) {
        FsPath below = FsPath.of(path).under(FsPath.of(directory));
        assertEquals(under, below.toString());
        assertEquals(FsPath.of(path), below.from(FsPath.of(directory)));
    }

    @Test
    void a_path_elsewhere_cannot_be_seen_from_a_directory() {
        assertThrows(IllegalArgumentException.class, () -> FsPath.of("/ab").from(FsPath.of("/a")));
        assertFalse(FsPath.of("/ab").startsWith(FsPath.of("/a")));
        assertTrue(FsPath.of("/a/b").startsWith(FsPath.of("/a")));
        assertTrue(FsPath.of("/a").startsWith(FsPath.of("/a/")));
        assertTrue(FsPath.of("/a").startsWith(FsPath.ROOT));
        assertFalse(FsPath.ROOT.startsWith(FsPath.of("/a")));
    }

    @Test
    void the_root_has_no_name_and_no_parent() {
        assertTrue(FsPath.ROOT.isRoot());
        assertSame(FsPath.ROOT, FsPath.of("/"));
        assertEquals("", FsPath.ROOT.name());
        assertNull(FsPath.ROOT.parent());
        assertSame(FsPath.ROOT, FsPath.ROOT.parentOrRoot());
        assertEquals(0, FsPath.ROOT.depth());
        assertEquals(List.of(), FsPath.ROOT.names());
    }

    @Test
    void names_lead_from_the_root_to_the_entry() {
        FsPath path = FsPath.of("/a/bb/c");
        assertEquals(List.of("a", "bb", "c"), path.names());
        assertEquals(3, path.depth());
        assertEquals("c", path.name());
        assertEquals(FsPath.of("/a/bb"), path.parent());
        assertEquals(FsPath.ROOT, FsPath.of("/a").parent());
        var names = FsPath.of("/a").iterator();
        names.next();
        assertThrows(NoSuchElementException.class, names::next);
    }

    @Test
    void a_directory_sorts_directly_before_what_it_holds() {
        List<FsPath> paths = new ArrayList<>();
        for (String text : List.of("/a!b", "/a", "/b", "/a/z", "/a/b/c", "/", "/a-", "/a/b")) {
            paths.add(FsPath.of(text));
        }
        Collections.sort(paths);
        assertEquals("[/, /a, /a/b, /a/b/c, /a/z, /a!b, /a-, /b]", paths.toString());
    }
}
