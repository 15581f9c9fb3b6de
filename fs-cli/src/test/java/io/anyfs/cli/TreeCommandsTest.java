package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.anyfs.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tree}, {@code find}, {@code du}, {@code hash}, {@code rm}, {@code mkdir}, {@code stat} and {@code caps}. */
class TreeCommandsTest {

    @TempDir
    private Path directory;

    private Shell shell;

    @BeforeEach
    void files() throws IOException {
        shell = new Shell(directory);
        Files.createDirectories(directory.resolve("t/d/e"));
        Files.writeString(directory.resolve("t/a.txt"), "12345");
        Files.writeString(directory.resolve("t/d/b.md"), "x".repeat(2048));
        Files.writeString(directory.resolve("t/d/e/c.txt"), "");
        Files.createSymbolicLink(directory.resolve("t/z"), Path.of("d"));
    }

    @Test
    void tree_draws_what_is_below_and_counts_it() {
        assertEquals("""
                t
                ├── a.txt
                ├── d
                │   ├── b.md
                │   └── e
                │       └── c.txt
                └── z -> d

                2 directories, 4 files
                """, shell.run("tree", "t").succeeded().out());
    }

    @Test
    void tree_stops_at_a_depth_and_tells_the_depth_as_json() {
        assertEquals(
                List.of("t", "├── a.txt", "├── d", "└── z -> d", "", "1 directory, 2 files"),
                shell.run("tree", "-L", "1", "t").succeeded().lines());
        List<JsonObject> entries = shell.run("tree", "--json", "t").succeeded().objects();
        assertEquals(6, entries.size());
        assertEquals("t/d/e/c.txt", entries.get(4).get("path").getAsString());
        assertEquals(3, entries.get(4).get("depth").getAsInt());
    }

    @Test
    void tree_of_a_file_is_a_failure() {
        shell.run("tree", "t/a.txt").failed(ExitCode.WRONG_KIND);
    }

    @Test
    void find_combines_conditions() throws IOException {
        Files.setLastModifiedTime(
                directory.resolve("t/a.txt"), FileTime.from(Instant.now().minus(Duration.ofDays(10))));
        assertEquals(List.of("t/a.txt", "t/d/e/c.txt"), sorted("find", "t", "--name", "*.txt"));
        assertEquals(List.of("t/d/e/c.txt"), sorted("find", "t", "--name", "*.txt", "--newer", "7d"));
        assertEquals(List.of("t/a.txt"), sorted("find", "t", "--name", "*.txt", "--older", "7d"));
        assertEquals(List.of("t/a.txt"), sorted("find", "t", "--type", "f", "--older", "t/d/b.md"));
        assertEquals(List.of("t", "t/d", "t/d/e"), sorted("find", "t", "--type", "d"));
        assertEquals(List.of("t/z"), sorted("find", "t", "--type", "l"));
        assertEquals(List.of("t/d/b.md"), sorted("find", "t", "--size", "+1k"));
        assertEquals(List.of("t/d/b.md"), sorted("find", "t", "--size", "2KiB"));
        assertEquals(List.of("t/a.txt", "t/d/e/c.txt"), sorted("find", "t", "--size", "-6"));
        assertEquals(List.of("t/d/b.md", "t/d/e/c.txt"), sorted("find", "t", "--path", "d/**", "--type", "f"));
        assertEquals(List.of("t", "t/a.txt", "t/d", "t/z"), sorted("find", "t", "--max-depth", "1"));
    }

    @Test
    void find_ends_names_with_nul_for_xargs() {
        assertEquals(
                "t/d/e/c.txt\0",
                shell.run("find", "t", "--name", "c*", "-0").succeeded().out());
    }

    @Test
    void find_refuses_what_is_no_size_time_or_pattern() {
        assertTrue(
                shell.run("find", "t", "--size", "big").failed(ExitCode.USAGE).contains("64MiB"));
        assertTrue(shell.run("find", "t", "--name", "[").failed(ExitCode.USAGE).contains("no pattern"));
        shell.run("find", "t", "--newer", "yesterday").failed(ExitCode.NOT_FOUND);
        assertEquals(List.of(), sorted("find", "t", "--newer", "2100-01-01"));
        assertEquals(7, sorted("find", "t", "--newer", "1999-12-31T23:59:59Z").size());
    }

    @Test
    void du_adds_up_bytes_and_files() {
        assertEquals(
                List.of("2053  3 files  t", "   5  1 file   t/a.txt", "2048  2 files  t/d", "   0  0 files  t/z"),
                shell.run("du", "t").succeeded().lines());
        assertEquals(
                List.of("2.0 KiB  3 files  t"),
                shell.run("du", "-sh", "t").succeeded().lines());
        JsonObject total = shell.run("du", "-s", "--json", "t").succeeded().object();
        assertEquals(2053, total.get("bytes").getAsLong());
        assertEquals(3, total.get("files").getAsLong());
        assertEquals(2, total.get("directories").getAsLong() - 1);
        assertEquals(1, total.get("others").getAsLong());
    }

    @Test
    void hash_prints_what_sha256sum_and_md5sum_print() {
        assertEquals(
                "5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5  t/a.txt\n",
                shell.run("hash", "t/a.txt").succeeded().out());
        assertEquals(
                "827ccb0eea8a706c4c34a16891f84e7b  t/a.txt\n",
                shell.run("hash", "-a", "md5", "t/a.txt").succeeded().out());
        JsonObject json = shell.run("hash", "--json", "-a", "crc32", "t/a.txt")
                .succeeded()
                .object();
        assertEquals("cbf53a1c", json.get("hash").getAsString());
        assertTrue(shell.run("hash", "-a", "rot13", "t/a.txt")
                .failed(ExitCode.USAGE)
                .contains("sha256"));
        shell.run("hash", "t").failed(ExitCode.WRONG_KIND);
    }

    @Test
    void the_hash_of_a_tree_is_that_of_its_copy() {
        shell.run("cp", "-r", "t", "copy").succeeded();
        List<String> hashes = shell.run("hash", "-r", "t", "copy").succeeded().lines();
        assertEquals(hashes.get(0).substring(0, 64), hashes.get(1).substring(0, 64));
    }

    @Test
    void rm_deletes_files_and_with_r_trees_but_not_what_links_lead_to() {
        shell.run("rm", "t/a.txt").succeeded();
        shell.run("rm", "t").failed(ExitCode.WRONG_KIND);
        shell.run("rm", "-r", "t/z").succeeded();
        assertTrue(Files.exists(directory.resolve("t/d/b.md")));
        shell.run("rm", "-r", "t").succeeded();
        assertFalse(Files.exists(directory.resolve("t")));
        shell.run("rm", "t").failed(ExitCode.NOT_FOUND);
        shell.run("rm", "-f", "t").succeeded();
    }

    @Test
    void the_root_is_never_deleted() {
        shell.run("rm", "-r", "mem:").failed(ExitCode.USAGE);
    }

    @Test
    void mkdir_creates_one_directory_or_with_p_all() {
        shell.run("mkdir", "t/new").succeeded();
        shell.run("mkdir", "t/new").failed(ExitCode.ALREADY_EXISTS);
        shell.run("mkdir", "x/y").failed(ExitCode.NOT_FOUND);
        shell.run("mkdir", "-p", "x/y", "t/new").succeeded();
        assertTrue(Files.isDirectory(directory.resolve("x/y")));
        shell.run("mkdir", "-p", "t/a.txt/b").failed(ExitCode.WRONG_KIND);
    }

    @Test
    void stat_shows_a_link_or_what_it_leads_to() {
        assertTrue(shell.run("stat", "t/z").succeeded().out().contains("target    d\n"));
        assertEquals(
                "directory",
                shell.run("stat", "-L", "--json", "t/z")
                        .succeeded()
                        .object()
                        .get("type")
                        .getAsString());
        List<String> lines = shell.run("stat", "t/a.txt").succeeded().lines();
        assertTrue(lines.contains("type      file") && lines.contains("size      5"), lines::toString);
    }

    @Test
    void caps_shows_every_capability_and_the_limits() {
        List<String> lines = shell.run("caps", "mem:?quota=1MiB").succeeded().lines().stream()
                .map(line -> line.replaceAll(" {2,}", ": "))
                .toList();
        assertTrue(lines.contains("random write: yes"), lines::toString);
        assertTrue(lines.contains("longest name: 255 bytes"), lines::toString);
        assertTrue(lines.contains("space: 1.0 MiB usable of 1.0 MiB"), lines::toString);
        JsonObject json = shell.run("caps", "--json", "t").succeeded().object();
        assertTrue(json.getAsJsonObject("capabilities").get("ATOMIC_MOVE").getAsBoolean());
        assertTrue(json.getAsJsonObject("limits").get("maxNameBytes").getAsInt() > 0);
        assertTrue(json.getAsJsonObject("space").get("total").getAsLong() > 0);
    }

    private List<String> sorted(String... words) {
        return shell.run(words).succeeded().lines().stream().sorted().toList();
    }
}
