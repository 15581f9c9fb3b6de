package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places in specs and behind wrappers: what one command prints, the next one takes. */
class ComposedPlacesTest {

    @TempDir
    private Path directory;

    private Shell shell;
    private String spec;

    @BeforeEach
    void tree() throws IOException {
        shell = new Shell(directory);
        Path data = directory.resolve("data");
        Files.createDirectories(data.resolve("odd!/sub"));
        for (String name : List.of("a", "50%", "q?", "bang!", "odd!/b!", "odd!/sub/c")) {
            Files.writeString(data.resolve(name), name);
        }
        Path file = Files.writeString(directory.resolve("tree.yaml"), """
                anyfs: 1
                root:
                  mount:
                    /: 'mem:'
                    /data: 'local:%s'
                    /ro: {url: 'local:%s', wrap: readonly}
                """.formatted(data, data));
        spec = "spec:" + file;
    }

    @Test
    void what_find_prints_of_a_spec_can_be_read() {
        for (String start : List.of(spec, spec + "!", spec + "!/", spec + "!/data", spec + "!/data/")) {
            requireReadable(start, start.contains("data") ? 6 : 12);
        }
    }

    @Test
    void what_find_prints_behind_a_wrapper_can_be_read() {
        String chain = "readonly+local:" + directory + "/data";
        for (String start : List.of(chain, chain + "/", chain + "!", chain + "!/", chain + "?links=follow")) {
            requireReadable(start, 6);
        }
        requireReadable("readonly+local:" + directory + "!/data", 6);
    }

    @Test
    void what_du_prints_can_be_given_to_it_again() {
        List<String> lines = shell.run("du", spec + "!/data").succeeded().lines();
        assertTrue(lines.size() > 1, lines::toString);
        for (String line : lines) {
            String place = line.substring(line.indexOf("spec:"));
            String again = shell.run("du", place).succeeded().out();
            assertTrue(again.lines().toList().contains(line) || again.contains(place), again);
        }
    }

    @Test
    void a_tree_is_copied_into_a_spec_and_back() throws IOException {
        Files.createDirectory(directory.resolve("new"));
        Files.writeString(directory.resolve("new/file"), "text");
        shell.run("cp", "-r", "new", spec + "!/data/copied").succeeded();
        assertEquals("text", Files.readString(directory.resolve("data/copied/file")));
        shell.run("cp", "-r", spec + "!/data/copied", "back").succeeded();
        assertEquals("text", Files.readString(directory.resolve("back/file")));
    }

    @Test
    void what_is_read_only_is_denied_and_stays_as_it_was() throws IOException {
        shell.run("rm", spec + "!/ro/a").failed(ExitCode.DENIED);
        shell.run("rm", "readonly+local:" + directory + "/data!/a").failed(ExitCode.DENIED);
        shell.run("cp", "data/a", spec + "!/ro/new").failed(ExitCode.DENIED);
        assertEquals("a", Files.readString(directory.resolve("data/a")));
        assertTrue(Files.notExists(directory.resolve("data/new")));
    }

    @Test
    void a_missing_spec_and_a_missing_path_in_one_are_not_found() {
        assertTrue(shell.run("ls", "spec:" + directory + "/none.yaml")
                .failed(ExitCode.NOT_FOUND)
                .contains("none.yaml"));
        shell.run("cat", spec + "!/data/none").failed(ExitCode.NOT_FOUND);
    }

    @Test
    void a_spec_with_mistakes_is_refused_with_the_first() throws IOException {
        Path bad = Files.writeString(
                directory.resolve("bad.yaml"), "anyfs: 1\nroot: {mount: {/: 'locl:/a', /b: 'locl:/c'}}\n");
        String line = shell.run("ls", "spec:" + bad).failed(ExitCode.USAGE);
        assertTrue(line.startsWith("anyfs ls: " + bad + ":2:"), line);
    }

    @Test
    void a_quota_is_no_room_and_leaves_nothing_half_written() throws IOException {
        Path file = Files.writeString(directory.resolve("quota.yaml"), """
                anyfs: 1
                root: {url: 'local:%s', wrap: [{quota: {maxBytes: 100}}]}
                """.formatted(directory.resolve("data")));
        Files.write(directory.resolve("big"), new byte[1000]);
        String line = shell.run("cp", "big", "spec:" + file + "!/big").failed(ExitCode.NO_ROOM);
        assertTrue(line.contains("/big"), line);
        try (var left = Files.list(directory.resolve("data"))) {
            assertEquals(5, left.count());
        }
    }

    private void requireReadable(String start, int files) {
        List<String> found = shell.run("find", start, "--type", "f").succeeded().lines();
        assertEquals(files, found.size(), found::toString);
        for (String place : found) {
            String text = shell.run("cat", place).succeeded().out();
            String name = place.replaceFirst("\\?links=follow$", "")
                    .replace("%21", "!")
                    .replace("%3F", "?")
                    .replace("%25", "%");
            assertTrue(name.endsWith("/" + text), place);
        }
    }
}
