package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.anyfs.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class MoveAndSyncTest {

    @TempDir
    private Path directory;

    private Shell shell;
    private String shelf = "";

    @BeforeEach
    void files(TestInfo test) throws IOException {
        shell = new Shell(directory);
        shelf = "shelf://" + test.getTestMethod().orElseThrow().getName() + "/";
        Files.createDirectories(directory.resolve("t/d"));
        Files.writeString(directory.resolve("t/a.txt"), "alpha");
        Files.writeString(directory.resolve("t/d/b.md"), "beta");
    }

    @Test
    void mv_renames_and_moves_into_directories() {
        shell.run("mv", "t/a.txt", "t/c.txt").succeeded();
        shell.run("mv", "t/c.txt", "t/d").succeeded();
        assertTrue(Files.exists(directory.resolve("t/d/c.txt")));
        assertFalse(Files.exists(directory.resolve("t/a.txt")));
    }

    @Test
    void mv_takes_a_tree_from_one_storage_to_another() {
        shell.run("mv", "t", shelf + "t").succeeded();
        assertFalse(Files.exists(directory.resolve("t")));
        assertEquals("beta", shell.run("cat", shelf + "t/d/b.md").succeeded().out());
    }

    @Test
    void mv_replaces_a_file_only_when_asked() throws IOException {
        shell.run("mv", "t/a.txt", "t/d/b.md").failed(ExitCode.ALREADY_EXISTS);
        shell.run("mv", "--if-exists", "skip", "t/a.txt", "t/d/b.md").succeeded();
        assertEquals("beta", Files.readString(directory.resolve("t/d/b.md")));
        shell.run("mv", "--if-exists", "replace", "t/a.txt", "t/d/b.md").succeeded();
        assertEquals("alpha", Files.readString(directory.resolve("t/d/b.md")));
    }

    @Test
    void mv_into_itself_is_refused() {
        shell.run("mv", "t", "t/d").failed(ExitCode.USAGE);
    }

    @Test
    void a_dry_run_shows_what_would_be_done_and_does_nothing() {
        assertEquals(
                List.of("+ t", "+ t/a.txt", "+ t/d", "+ t/d/b.md", "= t/d", "= t"),
                shell.run("sync", "--dry-run", "t", shelf + "t").succeeded().lines());
        assertEquals(List.of(), shell.run("ls", shelf).lines());
    }

    @Test
    void sync_copies_what_differs_and_a_second_run_does_nothing() throws IOException {
        shell.run("sync", "t", shelf + "t").succeeded();
        Files.writeString(directory.resolve("t/a.txt"), "changed");
        JsonObject first =
                shell.run("sync", "--json", "t", shelf + "t").succeeded().object();
        assertEquals(1, first.get("updated").getAsLong());
        assertEquals(1, first.get("unchanged").getAsLong());
        JsonObject second =
                shell.run("sync", "--json", "t", shelf + "t").succeeded().object();
        assertEquals(0, second.get("updated").getAsLong());
        assertEquals(0, second.get("bytes").getAsLong());
        assertEquals("changed", shell.run("cat", shelf + "t/a.txt").out());
    }

    @Test
    void sync_deletes_only_when_asked() throws IOException {
        shell.run("sync", "t", shelf + "t").succeeded();
        Files.delete(directory.resolve("t/d/b.md"));
        shell.run("sync", "t", shelf + "t").succeeded();
        assertEquals(List.of("b.md"), shell.run("ls", shelf + "t/d").lines());
        List<String> plan = shell.run("sync", "-n", "--delete", "t", shelf + "t")
                .succeeded()
                .lines();
        assertTrue(plan.contains("- " + shelf + "t/d/b.md"), plan::toString);
        shell.run("sync", "--delete", "t", shelf + "t").succeeded();
        assertEquals(List.of(), shell.run("ls", shelf + "t/d").lines());
    }

    @Test
    void sync_compares_contents_when_asked() throws IOException {
        shell.run("sync", "t", "copy").succeeded();
        Path copy = directory.resolve("copy/a.txt");
        var time = Files.getLastModifiedTime(copy);
        Files.writeString(copy, "ALPHA");
        Files.setLastModifiedTime(copy, time);
        shell.run("sync", "t", "copy").succeeded();
        assertEquals("ALPHA", Files.readString(copy));
        shell.run("sync", "--compare", "content", "t", "copy").succeeded();
        assertEquals("alpha", Files.readString(copy));
    }

    @Test
    void sync_includes_and_excludes() {
        shell.run("sync", "--include", "**/*.md", "t", shelf + "only").succeeded();
        assertEquals(
                List.of(shelf + "only/d/b.md"),
                shell.run("find", shelf + "only", "--type", "f").lines());
        shell.run("sync", "--exclude", "d", "t", shelf + "without").succeeded();
        assertEquals(List.of("a.txt"), shell.run("ls", shelf + "without").lines());
        shell.run("sync", "--exclude", "{", "t", shelf + "x").failed(ExitCode.USAGE);
    }

    @Test
    void sync_of_what_is_no_directory_or_missing_fails() {
        shell.run("sync", "t/a.txt", shelf + "x").failed(ExitCode.WRONG_KIND);
        shell.run("sync", "none", shelf + "x").failed(ExitCode.NOT_FOUND);
        shell.run("sync", "t", "t/d").failed(ExitCode.USAGE);
    }
}
