package io.anyfs.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.ProviderMismatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths do what those of the JDK do on a POSIX system; there they are compared with them. */
class AnyfsPathTest {

    private static final List<String> TEXTS = List.of(
            "",
            "/",
            "//",
            "a",
            "a/",
            "a//b",
            "/a",
            "/a/b",
            "/a/b/c",
            "a/b",
            "a/b/c",
            "b",
            "b/c",
            ".",
            "..",
            "/.",
            "/..",
            "../a",
            "../../a",
            "a/..",
            "a/../b",
            "/a/../..",
            "/a/./b",
            "./a",
            "a/.",
            "/a/b/..",
            "..a",
            "ab",
            " ",
            "a b",
            "ü",
            "/a/ü",
            "...");

    private static final List<Function<Path, Object>> OF_ONE = List.of(
            Path::toString,
            Path::isAbsolute,
            path -> String.valueOf(path.getRoot()),
            path -> String.valueOf(path.getFileName()),
            path -> String.valueOf(path.getParent()),
            Path::getNameCount,
            path -> path.normalize().toString(),
            path -> names(path),
            path -> path.getNameCount() > 1
                    ? path.subpath(1, path.getNameCount()).toString()
                    : "none",
            path -> path.getNameCount() > 1 ? path.subpath(0, 1).toString() : "none");

    private static final List<BiFunction<Path, Path, Object>> OF_TWO = List.of(
            (one, other) -> one.resolve(other).toString(),
            (one, other) -> one.resolveSibling(other).toString(),
            Path::startsWith,
            Path::endsWith,
            Path::equals,
            (one, other) -> Integer.signum(one.compareTo(other)),
            (one, other) -> outcome(() -> one.relativize(other).toString()));

    private final FileSystem nio = NioFileSystems.of(MemoryFileSystem.create());

    @AfterEach
    void close() throws IOException {
        nio.close();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the paths to compare with are those of POSIX")
    void each_path_is_what_it_is_on_a_posix_system() {
        for (String text : TEXTS) {
            for (int i = 0; i < OF_ONE.size(); i++) {
                Function<Path, Object> function = OF_ONE.get(i);
                assertEquals(
                        function.apply(Path.of(text)),
                        function.apply(nio.getPath(text)),
                        "'" + text + "' by function " + i);
            }
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the paths to compare with are those of POSIX")
    void each_two_paths_are_to_each_other_what_they_are_on_a_posix_system() {
        for (String one : TEXTS) {
            for (String other : TEXTS) {
                for (int i = 0; i < OF_TWO.size(); i++) {
                    BiFunction<Path, Path, Object> function = OF_TWO.get(i);
                    assertEquals(
                            function.apply(Path.of(one), Path.of(other)),
                            function.apply(nio.getPath(one), nio.getPath(other)),
                            "'" + one + "' and '" + other + "' by function " + i);
                }
            }
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the paths to compare with are those of POSIX")
    void globs_match_what_they_match_on_a_posix_system() {
        List<String> globs = List.of(
                "*",
                "**",
                "*.java",
                "*.{java,class}",
                "?",
                "??",
                "[ab]",
                "[!a]",
                "[a-c]*",
                "a/*",
                "a/**",
                "/a/*",
                "**/b",
                "\\*",
                "{a,b}/c",
                "a,b",
                "[-a]",
                "[a-]",
                "*.",
                "[!-]",
                "a}",
                "[*]",
                "[\\]",
                "{a/b,c}",
                "(a)",
                "a+",
                "^a$");
        List<String> texts = new ArrayList<>(TEXTS);
        texts.addAll(
                List.of("A.java", "x/A.java", "A.class", "*", "-", "]", "a,b", "a}", "\\", "(a)", "a+", "aa", "^a$"));
        for (String glob : globs) {
            PathMatcher expected = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            PathMatcher matcher = nio.getPathMatcher("glob:" + glob);
            for (String text : texts) {
                assertEquals(
                        expected.matches(Path.of(text)),
                        matcher.matches(nio.getPath(text)),
                        "'" + text + "' by " + glob);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a", "[a", "{a,{b}}", "\\", "[b-a]", "[/]"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the paths to compare with are those of POSIX")
    void globs_are_refused_that_are_refused_on_a_posix_system(String glob) {
        FileSystem system = FileSystems.getDefault();
        assertThrows(IllegalArgumentException.class, () -> system.getPathMatcher("glob:" + glob));
        assertThrows(IllegalArgumentException.class, () -> nio.getPathMatcher("glob:" + glob));
    }

    @Test
    void only_globs_and_regular_expressions_are_matched() {
        assertTrue(nio.getPathMatcher("regex:/a+").matches(nio.getPath("/aa")));
        assertThrows(UnsupportedOperationException.class, () -> nio.getPathMatcher("sql:a%"));
        assertThrows(IllegalArgumentException.class, () -> nio.getPathMatcher("*.java"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/a", "/a b/ü%20/#?;x", "/!/a!/b", "/a+b&c=d", "/\n", "/\uD83D\uDE00", "/%", "/\\", "/[x]"})
    void a_uri_leads_back_to_its_path(String text) {
        Path path = nio.getPath(text);
        assertEquals(path, Path.of(path.toUri()));
        assertEquals(path, Path.of(URI.create(path.toUri().toString())));
    }

    @Test
    void a_path_is_never_null_or_nul_or_half_a_character() {
        assertThrows(InvalidPathException.class, () -> nio.getPath("a\0b"));
        assertThrows(InvalidPathException.class, () -> nio.getPath("\uD83D"));
        assertThrows(InvalidPathException.class, () -> nio.getPath("\uDE00x"));
    }

    @Test
    void paths_of_others_are_others() throws IOException {
        try (FileSystem other = NioFileSystems.of(MemoryFileSystem.create())) {
            Path path = nio.getPath("/a");
            assertNotEquals(path, other.getPath("/a"));
            assertFalse(path.startsWith(other.getPath("/a")));
            assertFalse(path.startsWith(Path.of("/a")));
            assertThrows(ProviderMismatchException.class, () -> path.resolve(Path.of("b")));
            assertThrows(ProviderMismatchException.class, () -> path.relativize(Path.of("/a")));
            assertThrows(ClassCastException.class, () -> path.compareTo(Path.of("/a")));
        }
    }

    @Test
    void a_path_is_no_file_of_the_system() {
        assertThrows(
                UnsupportedOperationException.class, () -> nio.getPath("/a").toFile());
    }

    @Test
    void a_relative_path_begins_at_the_root() {
        assertEquals(nio.getPath("/a/b"), nio.getPath("a", "b").toAbsolutePath());
        assertEquals(nio.getPath("/"), nio.getPath("").toAbsolutePath());
    }

    private static List<String> names(Path path) {
        List<String> names = new ArrayList<>();
        path.forEach(name -> names.add(name.toString()));
        return names;
    }

    private static Object outcome(Supplier<Object> call) {
        try {
            return call.get();
        } catch (IllegalArgumentException refused) {
            return IllegalArgumentException.class;
        }
    }
}
