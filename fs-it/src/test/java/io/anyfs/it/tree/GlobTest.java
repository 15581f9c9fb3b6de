package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import io.anyfs.tree.Glob;
import io.anyfs.tree.NameFolding;
import java.util.Random;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
                    *.txt,              a.txt
                    *.txt,              .txt
                    *,                  .hidden
                    a*c,                ac
                    a*c,                abbc
                    ?,                  x
                    ?,                  😀
                    **,                 a
                    **,                 a/b/c
                    **/b,               b
                    **/b,               a/b
                    **/b,               a/a/b
                    a/**,               a/b
                    a/**,               a/b/c
                    a/**/b,             a/b
                    a/**/b,             a/x/y/b
                    a**b,               ab
                    a**b,               ax/y/zb
                    a***b,              ax/b
                    **.java,            x/y.java
                    [abc],              b
                    [a-c],              c
                    [!a-c],             d
                    []],                ]
                    [!]],               a
                    [a-],               -
                    [-a],               -
                    [\\]],              ]
                    [*],                *
                    "{a,b}",            b
                    "{a,b}.{c,d}",      a.d
                    "{,x}a",            a
                    "{a/b,c}/d",        a/b/d
                    "{**/x,y}",         a/b/x
                    "{**/x,y}",         x
                    "{a/,}**/b",        b
                    "{a/,b}**/c",       a/c
                    "{a/,b}**/c",       a/x/c
                    "{a/,b}**/c",       bx/c
                    "{a,{b,c}d}e",      cde
                    "x{[,],},y}",       "x,,y}"
                    "{a\\,b,c}",        "a,b"
                    "a,b",              "a,b"
                    a}b,                a}b
                    \\*,                *
                    \\\\,               \\
                    /a/b,               a/b
                    a b,                a b
                    """)
    void matches(String pattern, String path) {
        assertTrue(Glob.of(pattern).matches(FsPath.of(path)), pattern + " should match " + path);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
                    *.txt,              a/b.txt
                    *,                  a/b
                    a,                  A
                    ?,                  ab
                    ?,                  a/b
                    a?b,                a/b
                    **/b,               ab
                    **/b,               xb/c
                    a/**,               a
                    a/**/b,             ab
                    a/**/b,             a/xb
                    [a-c],              d
                    [!a-c],             b
                    a[!b]c,             a/c
                    "{a,b}",            ab
                    "{a,b}",            c
                    "{a/,b}**/c",       bc
                    \\*,                a
                    """)
    void does_not_match(String pattern, String path) {
        assertFalse(Glob.of(pattern).matches(FsPath.of(path)), pattern + " should not match " + path);
    }

    @Test
    void nothing_matches_the_directory_itself() {
        assertFalse(Glob.of("**").matches(FsPath.ROOT));
        assertFalse(Glob.of("**").matches(FsPath.of("/a"), FsPath.of("/a")));
        assertTrue(Glob.of("**").matches(FsPath.of("/a/b"), FsPath.of("/a")));
    }

    @ParameterizedTest
    @CsvSource({"README*, readme.md", "[A-C]x, bX", "[a-c]X, Bx", "straße, STRAßE", "ΣΑΣ, σας", "[!a]b, Cb"})
    void letters_of_different_case_are_the_same_if_asked(String pattern, String path) {
        assertFalse(Glob.of(pattern).matches(FsPath.of(path)) && !pattern.startsWith("[!"));
        assertTrue(Glob.of(pattern, Glob.Case.INSENSITIVE).matches(FsPath.of(path)));
    }

    @Test
    void letters_that_are_composed_in_another_way_are_the_same_if_asked() {
        FsPath decomposed = FsPath.of("/x/cafe\u0301/Menu");
        assertFalse(Glob.of("x/caf?/M*").matches(decomposed));
        assertTrue(Glob.of("x/caf?/M*", NameFolding.NORMALIZATION).matches(decomposed));
        assertTrue(Glob.of("x/caf[\u00e9]/M*", NameFolding.NORMALIZATION).matches(decomposed));
        assertTrue(Glob.of("x/caf\u00e9/*/f", NameFolding.NORMALIZATION).couldMatchBelow(decomposed));
        assertFalse(Glob.of("x/caf\u00e9/m*", NameFolding.NORMALIZATION).matches(decomposed));
        assertTrue(Glob.of("X/CAF\u00c9/m*", NameFolding.CASE_AND_NORMALIZATION).matches(decomposed));
    }

    @Test
    void a_negated_set_leaves_out_both_cases_if_asked() {
        assertFalse(Glob.of("[!a]", Glob.Case.INSENSITIVE).matches(FsPath.of("A")));
        assertTrue(Glob.of("[!a]").matches(FsPath.of("A")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "[abc", "[", "[]", "[!]", "{a,b", "{", "a\\", "[z-a]", "[a/b]", "**/"})
    void what_is_not_in_the_language_is_refused(String pattern) {
        assertThrows(PatternSyntaxException.class, () -> Glob.of(pattern));
    }

    @Test
    void braces_nested_too_deep_are_refused_and_do_not_overflow_the_stack() {
        assertThrows(PatternSyntaxException.class, () -> Glob.of("{".repeat(100_000)));
    }

    @Test
    void patterns_that_are_hard_for_backtracking_matchers_end() {
        String text = "a".repeat(5_000);
        assertFalse(Glob.of("*a".repeat(40) + "b").matches(FsPath.of(text)));
        assertFalse(Glob.of("**/a".repeat(40) + "b").matches(FsPath.of("a/".repeat(2_000) + "a")));
        assertFalse(Glob.of("{a,aa}".repeat(60) + "b").matches(FsPath.of(text)));
        assertFalse(Glob.of("{*,**}".repeat(60) + "b").matches(FsPath.of(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "a/*.txt, /, true",
        "a/*.txt, /a, true",
        "a/*.txt, /b, false",
        "a/*.txt, /a/b, false",
        "a/**, /a/b/c, true",
        "**/x, /any/where, true",
        "a*/b, /abc, true",
        "a*/b, /b, false",
        "a, /a, false",
        "[!a]/b, /a, false"
    })
    void tells_where_to_look(String pattern, String directory, boolean worthLooking) {
        assertEquals(worthLooking, Glob.of(pattern).couldMatchBelow(FsPath.of(directory)));
    }

    /** Random patterns and paths over a small alphabet, so that many match, compared with a matcher that tries everything. */
    @Test
    void agrees_with_a_naive_matcher() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int matched = 0;
        for (int i = 0; i < 200_000; i++) {
            String pattern = NaiveGlob.randomPattern(random);
            String path = NaiveGlob.randomPath(random);
            boolean expected = NaiveGlob.matches(pattern, path);
            assertEquals(
                    expected,
                    Glob.of(pattern).matches(FsPath.of(path)),
                    () -> "seed " + seed + ": " + pattern + " on " + path);
            matched += expected ? 1 : 0;
            if (expected) {
                FsPath above = FsPath.of(path).parentOrRoot();
                assertTrue(
                        Glob.of(pattern).couldMatchBelow(above),
                        () -> "seed " + seed + ": " + pattern + " below " + above);
            }
        }
        assertTrue(matched > 5_000, "too few matches to mean anything: " + matched + ", seed " + seed);
    }
}
