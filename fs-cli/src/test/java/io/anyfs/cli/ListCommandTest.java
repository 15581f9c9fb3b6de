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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandTest {

    @TempDir
    private Path directory;

    private Shell shell;

    @BeforeEach
    void files() throws IOException {
        shell = new Shell(directory);
        Files.createDirectories(directory.resolve("d/sub"));
        write("d/b.txt", 3, "2024-01-02T00:00:00Z");
        write("d/a.txt", 2000, "2024-01-01T00:00:00Z");
        write("d/.hidden", 1, "2024-01-03T00:00:00Z");
    }

    @Test
    void names_are_sorted_one_on_a_line_and_hidden_ones_left_out() {
        assertEquals(
                List.of("a.txt", "b.txt", "sub"),
                shell.run("ls", "d").succeeded().lines());
        assertEquals(
                List.of(".hidden", "a.txt", "b.txt", "sub"),
                shell.run("ls", "-a", "d").succeeded().lines());
    }

    @Test
    void without_a_place_the_working_directory_is_listed() {
        assertEquals(List.of("d"), shell.run("ls").succeeded().lines());
    }

    @Test
    void it_sorts_by_size_and_time_and_the_other_way_round() {
        assertEquals(
                List.of("a.txt", "b.txt"),
                shell.run("ls", "--sort", "size", "d").lines().stream()
                        .filter(name -> name.endsWith(".txt"))
                        .toList());
        assertEquals(
                List.of("a.txt", "b.txt", "sub"),
                shell.run("ls", "--sort=time", "-r", "d").lines());
        assertEquals(
                List.of("sub", "b.txt", "a.txt"), shell.run("ls", "-r", "d").lines());
    }

    @Test
    void details_have_permissions_sizes_and_where_links_lead() throws IOException {
        Files.setPosixFilePermissions(directory.resolve("d/a.txt"), PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(directory.resolve("d/link"), Path.of("b.txt"));
        List<String> lines = shell.run("ls", "-lh", "d").succeeded().lines();
        assertTrue(lines.get(0).startsWith("-rw-r-----  "), lines::toString);
        assertTrue(
                lines.get(0).matches(".*  2\\.0 KiB  20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d  a\\.txt"), lines::toString);
        assertTrue(lines.get(2).startsWith("l") && lines.get(2).endsWith("link -> b.txt"), lines::toString);
        assertTrue(lines.get(3).startsWith("drwx"), lines::toString);
    }

    @Test
    void a_file_is_listed_as_it_was_named() {
        assertEquals(List.of("d/a.txt"), shell.run("ls", "d/a.txt").succeeded().lines());
    }

    @Test
    void several_directories_have_titles() {
        assertEquals(
                List.of("d:", "a.txt", "b.txt", "sub", "", "d/sub:", ""),
                shell.run("ls", "d", "d/sub").succeeded().lines());
    }

    @Test
    void json_has_the_documented_fields_and_a_path_to_use_again() {
        List<JsonObject> entries = shell.run("ls", "--json", "d").succeeded().objects();
        JsonObject file = entries.get(0);
        assertEquals("d/a.txt", file.get("path").getAsString());
        assertEquals("a.txt", file.get("name").getAsString());
        assertEquals("file", file.get("type").getAsString());
        assertEquals(2000, file.get("size").getAsLong());
        assertEquals("2024-01-01T00:00:00Z", file.get("modified").getAsString());
        assertTrue(file.get("mode").getAsString().matches("0[0-7]{3}"));
        assertTrue(file.has("uid") && file.has("gid") && file.has("links"));
        assertFalse(file.has("target"));
        assertEquals("directory", entries.get(2).get("type").getAsString());
    }

    @Test
    void names_that_would_steer_a_terminal_are_escaped_there_and_only_there() throws IOException {
        String name = "a\u001b[31m\nb\\";
        Files.createFile(directory.resolve("d/sub").resolve(name));
        assertEquals(name + "\n", shell.run("ls", "d/sub").succeeded().out());
        JsonObject json = shell.run("ls", "--json", "d/sub").succeeded().object();
        assertEquals(name, json.get("name").getAsString());
        assertEquals(
                "a\\x1b[31m\\nb\\\\\n", shell.onTerminal().run("ls", "d/sub").out());
    }

    @Test
    void what_is_missing_is_told_with_its_code_and_the_rest_is_listed() {
        Shell.Result result = shell.run("ls", "nothing", "d");
        assertTrue(result.failed(ExitCode.NOT_FOUND).contains("nothing: stat on local: no such file or directory"));
        assertTrue(result.lines().contains("a.txt"), result::toString);
    }

    @Test
    void a_file_in_the_middle_of_a_path_is_no_directory() {
        shell.run("ls", "d/a.txt/x").failed(ExitCode.WRONG_KIND);
    }

    @Test
    void a_slash_at_the_end_asserts_a_directory() {
        shell.run("ls", "d/a.txt/").failed(ExitCode.WRONG_KIND);
        shell.run("ls", "d/").succeeded();
    }

    private void write(String name, int size, String time) throws IOException {
        Path file = directory.resolve(name);
        Files.write(file, new byte[size]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
    }
}
