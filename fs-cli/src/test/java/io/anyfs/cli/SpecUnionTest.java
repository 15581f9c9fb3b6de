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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code spec diff}, {@code spec commit} and {@code spec rollback}. */
class SpecUnionTest {

    @TempDir
    private Path directory;

    private Shell shell;

    @BeforeEach
    void aTreeWithChanges() throws IOException {
        shell = new Shell(directory);
        for (String file : List.of("lower/kept", "lower/changed", "lower/dir/gone")) {
            Path path = directory.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "old");
        }
        Files.createDirectory(directory.resolve("upper"));
        write("tree.yaml", """
                anyfs: 1
                root:
                  mount:
                    /: 'mem:'
                    /draft: {union: {write: 'local:upper', lower: 'local:lower'}, wrap: {quota: {maxBytes: 1MiB}}}
                """);
        write("new", "new");
        shell.run("cp", "new", "spec:" + directory + "/tree.yaml!/draft/added").succeeded();
        shell.run("cp", "--if-exists", "replace", "new", "spec:" + directory + "/tree.yaml!/draft/changed")
                .succeeded();
        shell.run("rm", "spec:" + directory + "/tree.yaml!/draft/dir/gone").succeeded();
    }

    @Test
    void diff_tells_each_change_by_its_path_in_the_spec() throws IOException {
        for (List<String> at : List.of(List.<String>of(), List.of("/draft"))) {
            List<String> lines = diff(at).lines().stream().sorted().toList();
            assertEquals(
                    List.of("added       /draft/added", "changed     /draft/changed", "deleted     /draft/dir/gone"),
                    lines);
        }
        JsonObject first = shell.run("spec", "diff", "--json", "tree.yaml").succeeded().objects().stream()
                .filter(change -> change.get("path").getAsString().equals("/draft/added"))
                .findFirst()
                .orElseThrow();
        assertEquals("added", first.get("change").getAsString());
        assertEquals("old", Files.readString(directory.resolve("lower/changed")));
    }

    @Test
    void commit_brings_the_changes_into_the_layer_below() throws IOException {
        assertEquals(
                "committed /draft: 1 added, 1 changed, 1 deleted\n",
                shell.run("spec", "commit", "tree.yaml").succeeded().out());
        assertEquals(Map.of("kept", "old", "changed", "new", "added", "new"), files("lower"));
        assertEquals(Map.of(), files("upper"));
        assertEquals("", diff(List.of()).out());
        JsonObject again =
                shell.run("spec", "commit", "--json", "tree.yaml").succeeded().object();
        assertEquals("commit", again.get("action").getAsString());
        assertEquals(0, again.get("added").getAsInt());
    }

    @Test
    void rollback_leaves_the_layer_below_as_it_was() throws IOException {
        JsonObject json = shell.run("spec", "rollback", "--json", "tree.yaml", "/draft")
                .succeeded()
                .object();
        assertEquals(1, json.get("deleted").getAsInt());
        assertEquals(Map.of("kept", "old", "changed", "old", "dir/gone", "old"), files("lower"));
        assertEquals(Map.of(), files("upper"));
        assertEquals(
                "rolled back /draft: nothing was changed\n",
                shell.run("spec", "rollback", "tree.yaml").succeeded().out());
    }

    @Test
    void what_names_no_union_is_refused_with_where_they_are() throws IOException {
        assertTrue(shell.run("spec", "diff", "tree.yaml", "/")
                .failed(ExitCode.USAGE)
                .contains("has one at /draft"));
        assertTrue(shell.run("spec", "commit", "tree.yaml", "/draft/dir")
                .failed(ExitCode.USAGE)
                .contains("no union at /draft/dir"));
        write("none.yaml", "anyfs: 1\nroot: 'mem:'\n");
        assertTrue(shell.run("spec", "diff", "none.yaml").failed(ExitCode.USAGE).contains("--user NAME"));
        write("two.yaml", """
                anyfs: 1
                define: {u: {union: {write: 'mem:', lower: 'mem:'}}}
                root: {mount: {/a: {use: u}, /b: {mount: {/c: {use: u}}}}}
                """);
        assertTrue(shell.run("spec", "diff", "two.yaml").failed(ExitCode.USAGE).contains("at /a, /b/c"));
        assertEquals(
                "", shell.run("spec", "diff", "two.yaml", "/b/c").succeeded().out());
        write("bad.yaml", "anyfs: 1\nroot: 'locl:'\n");
        assertTrue(shell.run("spec", "diff", "bad.yaml").failed(ExitCode.USAGE).contains("spec check bad.yaml"));
        shell.run("spec", "diff", "missing.yaml").failed(ExitCode.NOT_FOUND);
    }

    @Test
    void a_union_without_one_write_layer_above_others_has_no_changes() throws IOException {
        for (String layers : List.of("write: ['mem:', 'mem:'], lower: 'mem:'", "lower: 'mem:'", "write: 'mem:'")) {
            write("odd.yaml", "anyfs: 1\nroot: {union: {" + layers + "}}\n");
            String line = shell.run("spec", "rollback", "odd.yaml").failed(ExitCode.USAGE);
            assertTrue(line.contains("no changes of its own"), line);
        }
    }

    @Test
    void a_layer_that_cannot_be_written_takes_no_commit_and_nothing_changes() throws IOException {
        write("ro.yaml", "anyfs: 1\nroot: {union: {write: 'local:upper', lower: 'readonly+local:lower'}}\n");
        shell.run("spec", "commit", "ro.yaml").failed(ExitCode.DENIED);
        assertEquals("old", Files.readString(directory.resolve("lower/changed")));
        assertFalse(files("upper").isEmpty());
    }

    @Test
    void the_union_of_a_user_is_found_by_the_users_name() throws IOException {
        write("users.yaml", """
                anyfs: 1
                root: 'mem:'
                users:
                  alice: {password: 'env:X', root: {union: {write: 'local:upper', lower: 'local:lower'}}}
                """);
        assertEquals(
                3,
                shell.run("spec", "diff", "users.yaml", "--user", "alice")
                        .succeeded()
                        .lines()
                        .size());
        assertTrue(shell.run("spec", "diff", "users.yaml", "--user", "bob")
                .failed(ExitCode.USAGE)
                .contains("it has alice"));
    }

    private Shell.Result diff(List<String> at) {
        return shell.run(Stream.concat(Stream.of("spec", "diff", "tree.yaml"), at.stream())
                        .toArray(String[]::new))
                .succeeded();
    }

    private Map<String, String> files(String name) throws IOException {
        Path root = directory.resolve(name);
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString(), Files.readString(path));
            }
        }
        return files;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
