package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Signals;
import io.anyfs.cli.text.Terminal;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class UsageTest {

    @TempDir
    private static Path directory;

    private final Shell shell = new Shell(directory);

    static Stream<String> commands() {
        return Stream.of(
                "serve",
                "mount",
                "umount",
                "mounts",
                "ls",
                "tree",
                "cat",
                "put",
                "get",
                "cp",
                "mv",
                "sync",
                "rm",
                "mkdir",
                "stat",
                "du",
                "find",
                "hash",
                "caps",
                "with",
                "s3",
                "s3 uploads",
                "s3 recover",
                "s3 odd",
                "leaks",
                "doctor",
                "completion");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_has_help_with_examples(String command) {
        Shell.Result help = shell.run((command + " --help").split(" ", -1)).succeeded();
        assertTrue(help.out().startsWith("Usage: anyfs " + command), help::toString);
        assertTrue(help.out().contains("Examples:\n  "), help::toString);
        assertTrue(help.out().contains("anyfs " + command), help::toString);
        assertTrue(help.lines().stream().allMatch(line -> line.length() <= 100), help::toString);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void an_unknown_option_gets_one_line_that_says_where_to_look(String command) {
        String line = shell.run((command + " --no-such-option").split(" ", -1)).failed(ExitCode.USAGE);
        assertTrue(line.startsWith("anyfs " + command + ": "), line);
        assertTrue(line.endsWith("see: anyfs " + command + " --help"), line);
    }

    @Test
    void the_help_of_the_whole_names_every_command() {
        Shell.Result help = shell.run("--help").succeeded();
        commands()
                .filter(command -> !command.contains(" "))
                .forEach(command -> assertTrue(help.out().contains("\n  " + command + " "), command + " in " + help));
    }

    @Test
    void a_command_or_option_that_is_nearly_right_is_guessed() {
        assertTrue(shell.run("lss").failed(ExitCode.USAGE).contains("did you mean ls"));
        assertTrue(shell.run("ls", "--jsno").failed(ExitCode.USAGE).contains("did you mean --json?"));
        assertTrue(shell.run("sync", "--delte", "a", "b").failed(ExitCode.USAGE).contains("--delete"));
    }

    @Test
    void without_a_command_the_line_says_what_is_missing() {
        assertEquals("anyfs: name a command; see: anyfs --help", shell.run().failed(ExitCode.USAGE));
    }

    @Test
    void missing_arguments_are_named() {
        assertTrue(shell.run("cat").failed(ExitCode.USAGE).contains("FILE"));
        assertEquals(
                "anyfs cp: name the target too, after one",
                shell.run("cp", "one").failed(ExitCode.USAGE));
    }

    @Test
    void a_choice_that_does_not_exist_gets_the_choices() {
        String line = shell.run("cp", "--if-exists", "maybe", "a", "b").failed(ExitCode.USAGE);
        assertTrue(line.contains("FAIL, SKIP, REPLACE, OLDER"), line);
    }

    @Test
    void an_unknown_scheme_gets_the_known_ones() {
        String line = shell.run("ls", "s4://bucket/x").failed(ExitCode.USAGE);
        assertTrue(line.contains("no storage for the scheme 's4:'"), line);
        assertTrue(line.contains("local:") && line.contains("mem:"), line);
        assertTrue(line.endsWith("; put ./ in front of a local file's name that begins so"), line);
    }

    @Test
    void a_url_that_makes_no_sense_gets_what_to_write_instead() {
        assertTrue(shell.run("ls", "local:").failed(ExitCode.USAGE).contains("local:/srv/data"));
        assertTrue(shell.run("ls", "mem:/%zz").failed(ExitCode.USAGE).contains("%25"));
        assertTrue(shell.run("ls", "").failed(ExitCode.USAGE).contains("must not be empty"));
        assertTrue(
                shell.run("ls", "local:/x?links=maybe").failed(ExitCode.USAGE).contains("deny|within|follow"));
        String known = shell.run("ls", "mem:?size=1").failed(ExitCode.USAGE);
        assertFalse(known.contains("./"), known);
    }

    @Test
    void a_secret_in_a_url_is_not_repeated() {
        Shell.Result result = shell.run("ls", "shelf://user:hunter2@secret/none");
        assertFalse(result.err().contains("hunter2"), result::toString);
        result.failed(ExitCode.NOT_FOUND);
        Shell.Result shown = shell.run("find", "shelf://user:hunter2@secret");
        assertFalse((shown.out() + shown.err()).contains("hunter2"), shown::toString);
    }

    @Test
    void stack_traces_are_shown_only_for_debugging() {
        assertEquals(1, shell.run("ls", "none").err().lines().count());
        String err = shell.run("ls", "--debug", "none").err();
        assertTrue(err.contains("NoSuchFileException") && err.contains("at io.anyfs."), err);
    }

    @Test
    void the_version_tells_java_too() {
        List<String> lines = shell.run("--version").succeeded().lines();
        assertTrue(lines.get(0).startsWith("anyfs "), lines::toString);
        assertTrue(lines.get(1).startsWith("Java "), lines::toString);
    }

    @Test
    void exit_codes_are_unique_documented_and_there_for_every_kind_of_error() throws Exception {
        assertEquals(
                ExitCode.values().length,
                Arrays.stream(ExitCode.values())
                        .map(ExitCode::number)
                        .distinct()
                        .count());
        String manual = Files.readString(Path.of("../docs/cli.md"));
        for (ExitCode code : ExitCode.values()) {
            assertTrue(manual.contains("| " + code.number() + " | " + code.meaning() + " |"), code + " in docs/cli.md");
        }
        for (ErrorKind kind : ErrorKind.values()) {
            assertTrue(ExitCode.of(kind) != ExitCode.OK, kind.name());
        }
    }

    @Test
    void the_completion_script_knows_commands_and_options() {
        Shell.Result script = shell.run("completion").succeeded();
        assertTrue(script.out().startsWith("#!/usr/bin/env bash"), script::toString);
        assertTrue(script.out().contains("--if-exists"), script::toString);
        commands()
                .flatMap(command -> Stream.of(command.split(" ", -1)))
                .forEach(word -> assertTrue(script.out().contains(word), word));
    }

    @Test
    void every_option_and_parameter_is_described() {
        Terminal terminal = Terminal.of(
                Channels.newChannel(new ByteArrayInputStream(new byte[0])),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream());
        CommandLine anyfs = Anyfs.commandLine(new Environment(terminal, directory, Map.of(), Signals.none()));
        List<String> silent = new ArrayList<>();
        addSilent(anyfs, silent);
        assertEquals(List.of(), silent);
    }

    private static void addSilent(CommandLine commands, List<String> silent) {
        commands.getSubcommands().forEach((name, line) -> {
            line.getCommandSpec().args().stream()
                    .filter(argument -> argument.description().length == 0)
                    .forEach(argument -> silent.add(name + " " + argument.paramLabel()));
            addSilent(line, silent);
        });
    }
}
