package io.anyfs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that are planted on disk, and links that are created. */
class LocalLinksTest {

    @TempDir
    Path top;

    private Path root;
    private Path outside;
    private FileSystem fs;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(top.resolve("root"));
        outside = Files.createDirectory(top.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        fs = LocalFileSystem.open(root);
        fs.createDirectories("/d/e");
        fs.write("/d/f", "inside");
    }

    @AfterEach
    void close() throws IOException {
        fs.close();
        assertEquals("secret", Files.readString(outside.resolve("secret")));
        try (var entries = Files.list(outside)) {
            assertEquals(List.of(outside.resolve("secret")), entries.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "d/../../outside", "%s", "d/e/../../../outside", "/etc"})
    void a_planted_link_that_leads_out_is_refused_for_everything_but_itself(String target) throws IOException {
        Files.createSymbolicLink(root.resolve("out"), Path.of(String.format(target, outside)));
        refused(() -> fs.readBytes("/out/secret"));
        refused(() -> fs.stat("/out"));
        refused(() -> fs.list("/out"));
        refused(() -> fs.write("/out/new", "x"));
        refused(() -> fs.write("/out", "x"));
        refused(() -> fs.createDirectory("/out/new"));
        refused(() -> fs.delete("/out/secret"));
        refused(() -> fs.move("/out/secret", "/stolen"));
        refused(() -> fs.move("/d/f", "/out/f"));
        refused(() -> fs.copy("/out/secret", "/stolen"));
        refused(() -> fs.copy("/d/f", "/out/f"));
        refused(() -> fs.createSymbolicLink(FsPath.of("/out/link"), "secret"));
        refused(() -> fs.subdirectory(FsPath.of("/out")));
        String shown = Path.of(String.format(target, outside)).isAbsolute()
                ? refused(() -> fs.readLink(FsPath.of("/out"))).getMessage()
                : fs.readLink(FsPath.of("/out"));
        assertFalse(shown.contains(top.toString()), shown);
        assertTrue(fs.lstat(FsPath.of("/out")).isSymbolicLink());
        fs.move("/out", "/still-out");
        fs.delete("/still-out");
    }

    @Test
    void a_directory_that_was_reached_over_a_link_is_found_where_it_was_moved_to() throws IOException {
        fs.createDirectories("/c/a/b");
        fs.createSymbolicLink(FsPath.of("/b"), "c");
        assertEquals(1, fs.entries("/b/a").size());
        fs.delete("/b");
        fs.move("/c", "/b");
        fs.createDirectory("/b/a/new");
        assertEquals(2, fs.entries("/b/a").size());
        assertTrue(fs.stat("/b/a/new").isDirectory());
    }

    @Test
    void what_is_absolute_on_disk_and_inside_is_followed_and_shown_from_the_root() throws IOException {
        Files.createSymbolicLink(root.resolve("in"), root.resolve("d"));
        assertEquals("inside", fs.readString("/in/f"));
        assertEquals("/d", fs.readLink(FsPath.of("/in")));
    }

    @Test
    void a_link_over_the_way_the_root_was_given_is_inside_too() throws IOException {
        Path alias = Files.createSymbolicLink(top.resolve("alias"), root);
        Files.createSymbolicLink(root.resolve("in"), alias.resolve("d"));
        try (FileSystem byAlias = LocalFileSystem.open(alias)) {
            assertEquals("inside", byAlias.readString("/in/f"));
        }
    }

    @Test
    void a_target_from_the_root_is_relative_on_disk_and_reads_as_it_was_written() throws IOException {
        fs.createSymbolicLink(FsPath.of("/d/e/link"), "/d/f");
        assertEquals("/d/f", fs.readLink(FsPath.of("/d/e/link")));
        assertEquals("inside", fs.readString("/d/e/link"));
        assertFalse(Files.readSymbolicLink(root.resolve("d/e/link")).isAbsolute());
        assertEquals("inside", Files.readString(root.resolve("d/e/link")));
        fs.createSymbolicLink(FsPath.of("/d/root"), "/");
        assertEquals("/", fs.readLink(FsPath.of("/d/root")));
        assertTrue(fs.stat("/d/root/d/f").isFile());
    }

    @Test
    void a_link_from_the_root_leads_to_the_same_after_a_move() throws IOException {
        fs.createSymbolicLink(FsPath.of("/d/e/link"), "/d/f");
        fs.move("/d/e/link", "/link");
        assertEquals("/d/f", fs.readLink(FsPath.of("/link")));
        assertEquals("inside", fs.readString("/link"));
        fs.write("/d/e/other", "replaced");
        fs.move(FsPath.of("/link"), FsPath.of("/d/e/other"), IfExists.REPLACE);
        assertEquals("inside", fs.readString("/d/e/other"));
        assertFalse(fs.exists("/link"));
    }

    @Test
    void a_link_that_comes_back_into_the_root_from_outside_is_refused() throws IOException {
        Files.createSymbolicLink(root.resolve("back"), Path.of("../root/d"));
        refused(() -> fs.readString("/back/f"));
    }

    @Test
    void a_directory_that_becomes_a_link_is_noticed_at_once() throws IOException {
        assertEquals("inside", fs.readString("/d/f"));
        assertEquals(6, fs.stat("/d/f").size());
        Files.move(root.resolve("d"), root.resolve("aside"));
        Files.createSymbolicLink(root.resolve("d"), outside);
        refused(() -> fs.readString("/d/secret"));
        refused(() -> fs.stat("/d/f"));
        refused(() -> fs.write("/d/new", "x"));
        Files.delete(root.resolve("d"));
        Files.move(root.resolve("aside"), root.resolve("d"));
        assertEquals("inside", fs.readString("/d/f"));
    }

    @Test
    void a_directory_that_was_moved_is_not_written_to_any_more() throws IOException {
        fs.write("/d/g", "x");
        Files.move(root.resolve("d"), outside.resolve("d"));
        Files.createDirectory(root.resolve("d"));
        fs.write("/d/g", "y");
        assertEquals("y", Files.readString(root.resolve("d/g")));
        assertEquals("x", Files.readString(outside.resolve("d/g")));
        Files.delete(root.resolve("d/g"));
        Files.delete(root.resolve("d"));
        Files.move(outside.resolve("d"), root.resolve("d"));
    }

    @Test
    void without_links_every_path_over_one_is_refused() throws IOException {
        Files.createSymbolicLink(root.resolve("in"), Path.of("d"));
        try (FileSystem strict = LocalFileSystem.open(root, LocalOptions.DEFAULT.withLinks(LinkPolicy.DENY))) {
            refused(() -> strict.readString("/in/f"));
            refused(() -> strict.stat("/in"));
            assertTrue(strict.lstat(FsPath.of("/in")).isSymbolicLink());
            strict.delete("/in");
        }
        assertEquals("inside", fs.readString("/d/f"));
    }

    @Test
    void where_all_links_are_followed_they_lead_out() throws IOException {
        Files.createSymbolicLink(root.resolve("out"), outside);
        try (FileSystem open = LocalFileSystem.open(root, LocalOptions.DEFAULT.withLinks(LinkPolicy.FOLLOW))) {
            assertEquals("secret", open.readString("/out/secret"));
            assertThrows(AccessDeniedException.class, () -> open.readLink(FsPath.of("/out")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void of_two_hard_links_the_one_moved_onto_the_other_goes(LinkPolicy links) throws IOException {
        Files.createLink(root.resolve("d/g"), root.resolve("d/f"));
        try (FileSystem each = LocalFileSystem.open(root, LocalOptions.DEFAULT.withLinks(links))) {
            each.move(FsPath.of("/d/f"), FsPath.of("/d/g"), IfExists.REPLACE);
            assertFalse(each.exists("/d/f"));
            assertEquals("inside", each.readString("/d/g"));
        }
    }

    /** Something that is to be refused. */
    @FunctionalInterface
    private interface Call {
        void run() throws IOException;
    }

    private static AccessDeniedException refused(Call call) {
        return assertThrows(AccessDeniedException.class, call::run);
    }
}
