package io.anyfs.mount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.spec.content.Entry;
import io.anyfs.spec.content.FileTree;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TreeAssertTest {

    private static final FileTree TREE = FileTree.EMPTY
            .file("/a/text", "one\ntwo\nthree\n")
            .file("/bytes", new byte[] {0, 1, 2, 3})
            .directory("/empty")
            .link("/link", "a/text");

    private final FileSystem fs = MemoryFileSystem.create();

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    private String differences(FileTree expected) {
        return assertThrows(
                        AssertionError.class,
                        () -> TreeAssert.that(fs).times().modes().isSameAs(expected))
                .getMessage();
    }

    @Test
    void the_same_trees_are_the_same() throws IOException {
        TREE.writeTo(fs, FsPath.ROOT);
        TREE.writeTo(fs, FsPath.of("/copy"));
        TreeAssert.that(fs, "/copy").times().modes().isSameAs(TREE);
        try (FileSystem other = MemoryFileSystem.create()) {
            TREE.writeTo(other, FsPath.ROOT);
            TreeAssert.that(fs, "/copy").isSameAs(other);
            TreeAssert.that(fs, "/a").isSameAs(other, "/a");
        }
    }

    @Test
    void every_difference_is_shown() throws IOException {
        TREE.writeTo(fs, FsPath.ROOT);
        fs.write("/a/text", "one\n2\nthree");
        fs.write("/bytes", new byte[] {0, 1, 9, 3});
        fs.delete("/empty");
        fs.write("/empty", "x");
        fs.delete("/link");
        fs.createSymbolicLink(FsPath.of("/link"), "bytes");
        fs.createDirectories("/more/and/more");

        assertEquals("""
                / of memory is not as expected: 6 differences; - is expected, + is there:
                ! /a/text  size: expected 14 bytes, but was 11 bytes
                    @@ -1,3 +1,3 @@
                     one
                    -two
                    -three
                    +2
                    +three (no end of line)
                ! /bytes  content
                    first difference at byte 2: expected 0x02, but was 0x09
                ! /empty  is: expected directory, but was file of 1 bytes
                ! /link  link: expected a/text, but was bytes
                + /more  directory
                - /old  file of 0 bytes""", differences(TREE.file("/old", "")));
    }

    @Test
    void times_and_modes_count_where_they_are_described() throws IOException {
        fs.write("/a", "");
        fs.setAttributes(FsPath.of("/a"), new AttributeChanges(Instant.EPOCH, null, 0600, null, null));
        FileTree described = FileTree.EMPTY.with(
                "/a", Entry.file("").modified(Instant.EPOCH.plusSeconds(1)).mode(0644));

        TreeAssert.that(fs).isSameAs(described);
        TreeAssert.that(fs).times().modes().isSameAs(FileTree.EMPTY.file("/a", ""));
        assertEquals("""
                / of memory is not as expected: 2 differences; - is expected, + is there:
                ! /a  modified: expected 1970-01-01T00:00:01Z, but was 1970-01-01T00:00:00Z
                ! /a  mode: expected 0644, but was 0600""", differences(described));
    }

    @Test
    void only_the_lines_around_a_difference_are_shown() throws IOException {
        fs.write("/long", lines(100, 6));

        assertEquals("""
                / of memory is not as expected: 1 difference; - is expected, + is there:
                ! /long  size: expected 790 bytes, but was 791 bytes
                    @@ -4,7 +4,7 @@
                     line 3
                     line 4
                     line 5
                    -line 6
                    +changed
                     line 7
                     line 8
                     line 9
                    @@ -47,7 +47,7 @@
                     line 46
                     line 47
                     line 48
                    -changed
                    +line 49
                     line 50
                     line 51
                     line 52""", differences(FileTree.EMPTY.file("/long", lines(100, 49))));
    }

    private static String lines(int count, int changed) {
        return IntStream.range(0, count)
                .mapToObj(i -> i == changed ? "changed\n" : "line " + i + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void a_difference_behind_the_end_of_a_file_is_told_so() throws IOException {
        fs.write("/bytes", new byte[100_000]);
        String differences = differences(FileTree.EMPTY.file("/bytes", new byte[100_001]));
        assertTrue(
                differences.endsWith("    first difference at byte 100000: expected 0x00, but was the end"),
                differences);
    }

    @Test
    void names_cannot_break_the_lines_of_the_report() throws IOException {
        fs.write("/a\nb", "");
        assertTrue(differences(FileTree.EMPTY).endsWith("+ /a\\nb  file of 0 bytes"));
    }

    @Test
    void after_a_hundred_differences_they_are_counted() throws IOException {
        for (int i = 0; i < 150; i++) {
            fs.write("/" + i, "");
        }
        String differences = differences(FileTree.EMPTY);
        assertTrue(differences.contains("150 differences"), differences);
        assertTrue(differences.endsWith("\n… and 50 more"), differences);
    }

    @Test
    void where_nothing_is_that_is_told() {
        AssertionError error = assertThrows(
                AssertionError.class, () -> TreeAssert.that(fs, "/nowhere").isSameAs(TREE));
        assertEquals("/nowhere of memory is not as expected: nothing is there", error.getMessage());
    }

    @Test
    void a_tree_is_shown_as_text() throws IOException {
        TREE.writeTo(fs, FsPath.ROOT);
        assertEquals("""
                /a  directory
                /a/text  file of 14 bytes
                /bytes  file of 4 bytes
                /empty  directory
                /link  link to a/text
                """, TreeText.of(fs, 10));
        assertEquals("/a  directory\n…\n", TreeText.of(fs, 1));
    }
}
