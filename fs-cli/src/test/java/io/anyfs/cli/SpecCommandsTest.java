package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.spec.Spec;
import io.anyfs.spi.Backends;
import io.anyfs.spi.WrapperProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code spec check}, {@code spec show}, {@code spec schema} and {@code caps FILE PATH}. */
class SpecCommandsTest {

    @TempDir
    private Path directory;

    private Shell shell;

    @BeforeEach
    void shell() {
        shell = new Shell(directory);
    }

    @Test
    void a_good_spec_has_nothing_wrong() throws IOException {
        write("tree.yaml", "anyfs: 1\nroot: 'mem:'\n");
        assertEquals(
                List.of("tree.yaml: nothing is wrong"),
                shell.run("spec", "check", "tree.yaml").succeeded().lines());
        assertEquals(
                "",
                shell.run("spec", "check", "--json", "tree.yaml").succeeded().out());
        assertEquals(
                List.of("tree.yaml: all of it opens"),
                shell.run("spec", "check", "--open", "tree.yaml").succeeded().lines());
    }

    @Test
    void each_mistake_gets_a_line_that_editors_understand() throws IOException {
        Path file = write("bad.yaml", """
                anyfs: 1
                root:
                  mount:
                    /: 'mem:'
                    /data: locl:/srv
                    /x:
                      url: 'mem:'
                      wrap: readonl
                """);
        Shell.Result result = shell.run("spec", "check", "bad.yaml");
        assertEquals("anyfs spec check: bad.yaml: 2 problems", result.failed(ExitCode.DIFFERENT));
        assertEquals(2, result.lines().size(), result::toString);
        assertTrue(result.lines().get(0).startsWith(file + ":5:12: "), result::toString);
        assertTrue(result.lines().get(1).startsWith(file + ":8:13: "), result::toString);
        assertTrue(result.lines().get(1).contains("did you mean readonly?"), result::toString);

        Shell.Result json = shell.run("spec", "check", "--json", "bad.yaml");
        json.failed(ExitCode.DIFFERENT);
        assertEquals(2, json.objects().size(), json::toString);
        JsonObject second = json.objects().get(1);
        assertEquals(file.toString(), second.get("file").getAsString());
        assertEquals(8, second.get("line").getAsInt());
        assertEquals(13, second.get("column").getAsInt());
        assertTrue(second.get("text").getAsString().contains("readonl"), json::toString);
    }

    @Test
    void of_several_specs_all_are_checked() throws IOException {
        write("bad.yaml", "anyfs: 1\n");
        write("good.yaml", "anyfs: 1\nroot: 'mem:'\n");
        Shell.Result result = shell.run("spec", "check", "bad.yaml", "good.yaml");
        result.failed(ExitCode.DIFFERENT);
        assertTrue(result.lines().contains("good.yaml: nothing is wrong"), result::toString);
    }

    @Test
    void what_is_no_file_of_text_is_refused_in_words() throws IOException {
        Files.createDirectory(directory.resolve("dir"));
        Files.write(directory.resolve("latin1.yaml"), new byte[] {'#', (byte) 0xe4});
        for (String command : List.of("check", "show")) {
            assertTrue(shell.run("spec", command, "none.yaml")
                    .failed(ExitCode.NOT_FOUND)
                    .contains("none.yaml"));
            assertTrue(shell.run("spec", command, "dir")
                    .failed(ExitCode.WRONG_KIND)
                    .contains(directory.resolve("dir") + ": a directory; a spec is a file"));
        }
        Shell.Result latin1 = shell.run("spec", "check", "latin1.yaml");
        latin1.failed(ExitCode.DIFFERENT);
        assertTrue(latin1.out().contains("UTF-8"), latin1::toString);
        assertTrue(
                shell.run("spec", "show", "latin1.yaml").failed(ExitCode.USAGE).contains("UTF-8"));
    }

    @Test
    void opening_finds_storages_that_are_missing_and_names_the_spec() throws IOException {
        write("gone.yaml", "anyfs: 1\nroot: local:" + directory + "/gone\n");
        shell.run("spec", "check", "gone.yaml").succeeded();
        String line = shell.run("spec", "check", "--open", "gone.yaml").failed(ExitCode.NOT_FOUND);
        assertTrue(line.startsWith("anyfs spec check: gone.yaml: does not open: "), line);
        assertTrue(line.contains(directory + "/gone"), line);
    }

    @Test
    void opening_finds_secrets_that_are_missing_and_names_the_spec() throws IOException {
        write("secret.yaml", """
                anyfs: 1
                root:
                  url: 'mem:'
                  wrap:
                    - crypt: {passphrase: {env: ANYFS_TEST_NOT_SET}}
                """);
        shell.run("spec", "check", "secret.yaml").succeeded();
        Shell.Result result = shell.run("spec", "check", "--open", "secret.yaml");
        assertTrue(result.exitCode() != 0, result::toString);
        assertEquals(1, result.err().lines().count(), result::toString);
        assertTrue(result.err().startsWith("anyfs spec check: secret.yaml: does not open: "), result::toString);
        assertTrue(result.err().contains("ANYFS_TEST_NOT_SET"), result::toString);
    }

    @Test
    void what_is_shown_is_the_same_spec() throws IOException {
        write("tree.yaml", """
                anyfs: 1
                include: more.yaml
                root:
                  mount:
                    /: {use: scratch}
                    /old: {url: 'local:/srv', wrap: [readonly]}
                users:
                  alice: {password: {env: ALICE}}
                """);
        write("more.yaml", "anyfs: 1\ndefine: {scratch: 'mem:'}\n");
        String shown = shell.run("spec", "show", "tree.yaml").succeeded().out();
        assertEquals(Spec.read(directory.resolve("tree.yaml")), Spec.parse(shown));
        write("shown.yaml", shown);
        assertEquals(shown, shell.run("spec", "show", "shown.yaml").succeeded().out());
    }

    @Test
    void the_schema_is_json_and_knows_every_wrapper() {
        String schema = shell.run("spec", "schema").succeeded().out();
        assertTrue(JsonParser.parseString(schema).isJsonObject());
        for (WrapperProvider wrapper : Backends.wrappers()) {
            assertTrue(schema.contains("\"" + wrapper.name() + "\""), wrapper.name());
        }
    }

    @Test
    void the_doctor_knows_every_wrapper() {
        String out = shell.run("doctor").out();
        String line = out.lines()
                .filter(found -> found.contains(" wrappers "))
                .findFirst()
                .orElseThrow();
        for (WrapperProvider wrapper : Backends.wrappers()) {
            assertTrue(line.contains(wrapper.name()), line);
        }
    }

    @Test
    void capabilities_are_those_of_the_place_in_the_spec() throws IOException {
        write("tree.yaml", """
                anyfs: 1
                root:
                  mount:
                    /: 'mem:'
                    /ro: {url: 'mem:', wrap: readonly}
                """);
        assertTrue(canWrite("/"));
        assertTrue(!canWrite("/ro"));
        assertTrue(!canWrite("ro"));
    }

    @Test
    void capabilities_are_told_of_a_path_below_any_place() {
        for (List<String> place :
                List.of(List.of("readonly+mem:", "/x"), List.of("local:" + directory, "/x"), List.of(".", "x"))) {
            String out = shell.run("caps", "--json", place.get(0), place.get(1))
                    .succeeded()
                    .out();
            assertTrue(out.contains("/x\"") || out.contains("./x\""), out);
        }
    }

    private boolean canWrite(String path) {
        return shell.run("caps", "--json", "tree.yaml", path)
                .succeeded()
                .object()
                .getAsJsonObject("capabilities")
                .get("WRITE")
                .getAsBoolean();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
