package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.anyfs.cli.command.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** {@code cp}, {@code put}, {@code get} and {@code cat}, between the local disk and a storage of another sort. */
class CopyCommandsTest {

    @TempDir
    private Path directory;

    private Shell shell;
    private String shelf = "";

    @BeforeEach
    void files(TestInfo test) throws IOException {
        shell = new Shell(directory);
        shelf = "shelf://" + test.getTestMethod().orElseThrow().getName() + "/";
        Files.createDirectories(directory.resolve("tree/sub/empty"));
        Files.writeString(directory.resolve("tree/a"), "alpha");
        Files.writeString(directory.resolve("tree/sub/b"), "beta");
        Files.setLastModifiedTime(directory.resolve("tree/a"), FileTime.from(Instant.parse("2024-05-06T07:08:09Z")));
    }

    @Test
    void a_file_is_copied_with_its_time() {
        shell.run("cp", "tree/a", shelf + "copy").succeeded();
        assertEquals("alpha", shell.run("cat", shelf + "copy").succeeded().out());
        JsonObject copy =
                shell.run("stat", "--json", shelf + "copy").succeeded().object();
        assertEquals("2024-05-06T07:08:09Z", copy.get("modified").getAsString());
    }

    @Test
    void into_a_directory_a_file_keeps_its_name_and_several_go_together() {
        shell.run("mkdir", shelf + "in").succeeded();
        shell.run("cp", "tree/a", "tree/sub/b", shelf + "in").succeeded();
        assertEquals(List.of("a", "b"), shell.run("ls", shelf + "in").lines());
    }

    @Test
    void several_need_a_directory() {
        shell.run("cp", "tree/a", "tree/sub/b", shelf + "file");
        String line = shell.run("cp", "tree/a", shelf + "none").succeeded().err();
        assertEquals("", line);
        Shell.Result result = shell.run("cp", "tree/a", "tree/sub/b", shelf + "none");
        assertEquals(ExitCode.WRONG_KIND.number(), result.exitCode(), result::toString);
    }

    @Test
    void a_directory_needs_r_and_the_line_says_so() {
        assertTrue(shell.run("cp", "tree", shelf + "t")
                .failed(ExitCode.WRONG_KIND)
                .endsWith("add -r where the command has it"));
        assertEquals(List.of(), shell.run("ls", shelf).lines());
    }

    @Test
    void a_tree_is_copied_whole_and_summed_up() {
        JsonObject sum =
                shell.run("cp", "-r", "--json", "tree", shelf + "t").succeeded().object();
        assertEquals(2, sum.get("files").getAsLong());
        assertEquals(3, sum.get("directories").getAsLong());
        assertEquals(9, sum.get("bytes").getAsLong());
        assertEquals(0, sum.get("failed").getAsLong());
        assertEquals(
                List.of(shelf + "t", shelf + "t/a", shelf + "t/sub", shelf + "t/sub/b", shelf + "t/sub/empty"),
                shell.run("find", shelf + "t").lines().stream().sorted().toList());
    }

    @Test
    void a_tree_goes_into_a_directory_that_exists_unless_that_is_its_new_name() {
        shell.run("mkdir", shelf + "t").succeeded();
        shell.run("cp", "-r", "tree", shelf + "t").succeeded();
        assertEquals(List.of("tree"), shell.run("ls", shelf + "t").lines());
        shell.run("cp", "-r", "-T", "tree/sub", shelf + "t").succeeded();
        assertEquals(List.of("b", "empty", "tree"), shell.run("ls", shelf + "t").lines());
    }

    @Test
    void an_existing_file_stops_the_copy_unless_it_is_to_be_skipped_or_replaced() {
        shell.run("cp", "tree/a", shelf + "f").succeeded();
        shell.run("cp", "tree/sub/b", shelf + "f").failed(ExitCode.ALREADY_EXISTS);
        shell.run("cp", "--if-exists", "skip", "tree/sub/b", shelf + "f").succeeded();
        assertEquals("alpha", shell.run("cat", shelf + "f").out());
        shell.run("cp", "--if-exists=replace", "tree/sub/b", shelf + "f").succeeded();
        assertEquals("beta", shell.run("cat", shelf + "f").out());
        shell.run("cp", "--if-exists=older", "tree/a", shelf + "f").succeeded();
        assertEquals("beta", shell.run("cat", shelf + "f").out());
    }

    @Test
    void what_fails_is_told_and_the_rest_is_copied() {
        Shell.Result result = shell.run("cp", "--json", "none", "tree/a", shelf);
        result.failed(ExitCode.NOT_FOUND);
        assertEquals(1, result.object().get("failed").getAsLong());
        assertEquals(1, result.object().get("files").getAsLong());
        assertEquals(List.of("a"), shell.run("ls", shelf).lines());
    }

    @Test
    void missing_parents_are_created_when_asked_for() {
        shell.run("cp", "tree/a", shelf + "x/y/z").failed(ExitCode.NOT_FOUND);
        shell.run("cp", "-p", "tree/a", shelf + "x/y/z").succeeded();
        assertEquals("alpha", shell.run("cat", shelf + "x/y/z").out());
    }

    @Test
    void a_copy_of_the_root_needs_a_name() {
        shell.run("mkdir", shelf + "d").succeeded();
        String line = shell.run("cp", "-r", "shelf://other/", shelf + "d").failed(ExitCode.USAGE);
        assertTrue(line.contains("has no name"), line);
    }

    @Test
    void jobs_have_a_range() {
        shell.run("cp", "-j", "0", "tree/a", shelf + "f").failed(ExitCode.USAGE);
        shell.run("cp", "-j", "many", "tree/a", shelf + "f").failed(ExitCode.USAGE);
    }

    @Test
    void put_takes_local_paths_literally_and_standard_input() throws IOException {
        Files.writeString(directory.resolve("mem:x"), "literal");
        shell.run("put", "mem:x", shelf + "put").succeeded();
        assertEquals("literal", shell.run("cat", shelf + "put").out());

        byte[] bytes = new byte[1_000_003];
        new Random(7).nextBytes(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        JsonObject sum = shell.input(text)
                .run("put", "--json", "-", shelf + "input")
                .succeeded()
                .object();
        assertEquals(text, shell.run("cat", shelf + "input").out());
        assertEquals(1, sum.get("files").getAsLong());
    }

    @Test
    void standard_input_replaces_only_when_asked_and_stands_alone() {
        shell.input("one").run("put", "-", shelf + "f").succeeded();
        shell.input("two").run("put", "-", shelf + "f").failed(ExitCode.ALREADY_EXISTS);
        shell.input("two")
                .run("put", "-", "--if-exists", "replace", shelf + "f")
                .succeeded();
        assertEquals("two", shell.run("cat", shelf + "f").out());
        shell.run("put", "-", "--if-exists", "skip", shelf + "f").failed(ExitCode.USAGE);
        shell.run("put", "-", "tree/a", shelf).failed(ExitCode.USAGE);
    }

    @Test
    void get_writes_local_files_and_standard_output() throws IOException {
        shell.run("cp", "-r", "tree", shelf + "t").succeeded();
        shell.run("get", shelf + "t/a", "got").succeeded();
        assertEquals("alpha", Files.readString(directory.resolve("got")));
        shell.run("get", shelf + "t/sub/b").succeeded();
        assertEquals("beta", Files.readString(directory.resolve("b")));
        assertEquals("alpha", shell.run("get", shelf + "t/a", "-").succeeded().out());
        shell.run("get", "-r", shelf + "t", "back").succeeded();
        assertTrue(Files.isDirectory(directory.resolve("back/sub/empty")));
    }

    @Test
    void cat_joins_files_byte_for_byte_and_goes_on_after_a_failure() throws IOException {
        byte[] bytes = new byte[3 << 20];
        new Random(11).nextBytes(bytes);
        Files.write(directory.resolve("big"), bytes);
        shell.run("cp", "big", shelf + "big").succeeded();
        shell.run("get", shelf + "big", "again").succeeded();
        assertArrayEquals(bytes, Files.readAllBytes(directory.resolve("again")));

        Shell.Result result = shell.run("cat", "tree/a", "none", "tree/sub/b");
        assertEquals("alphabeta", result.out());
        result.failed(ExitCode.NOT_FOUND);
        shell.run("cat", "tree").failed(ExitCode.WRONG_KIND);
    }

    @Test
    void names_that_a_url_has_to_encode_can_be_used_as_they_are_printed() throws IOException {
        Files.createDirectories(directory.resolve("odd"));
        Files.writeString(directory.resolve("odd/100% sure?"), "yes");
        shell.run("cp", "-r", "odd", shelf + "odd").succeeded();
        String printed = shell.run("find", shelf + "odd", "--type", "f")
                .succeeded()
                .out()
                .strip();
        assertEquals(shelf + "odd/100%25 sure%3F", printed);
        assertEquals("yes", shell.run("cat", printed).succeeded().out());
    }

    @Test
    void a_read_only_target_is_denied_and_unchanged() throws IOException {
        Path locked = Files.createDirectory(directory.resolve("full"));
        shell.run("cp", "tree/a", "mem:/x?quota=3").failed(ExitCode.NO_ROOM);
        shell.run("cp", "tree/a", "full/x").succeeded();
        assertFalse(Files.exists(locked.resolve("y")));
    }
}
