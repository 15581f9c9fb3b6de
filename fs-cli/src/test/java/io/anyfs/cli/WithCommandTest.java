package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Signals;
import io.anyfs.cli.command.Signals.Signal;
import io.anyfs.lifecycle.ResourceNode;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WithCommandTest {

    @TempDir
    private Path directory;

    private Shell shell;

    @BeforeEach
    void spec() throws IOException {
        shell = new Shell(directory);
        Files.writeString(
                directory.resolve("tree.yaml"), "{anyfs: 1, root: {url: 'mem:', files: {/hello.txt: hello}}}");
    }

    @AfterEach
    void nothing_is_left() {
        assertEquals(List.of(), ResourceNode.allOpen());
    }

    private Shell.Result with(String protocols, String script) {
        return shell.run("with", "--spec", "tree.yaml", "--serve", protocols, "--", "sh", "-c", script);
    }

    @Test
    void the_command_finds_addresses_in_its_environment_and_they_are_gone_afterwards() throws IOException {
        with("sftp,ftp,ftps,s3", "env | grep -E '^(ANYFS|AWS)_' > found; test -f \"$ANYFS_SFTP_KEY_FILE\"")
                .succeeded();

        List<String> found = Files.readAllLines(directory.resolve("found"));
        for (String name : List.of(
                "ANYFS_SFTP_URL",
                "ANYFS_SFTP_KEY_FILE",
                "ANYFS_SFTP_KNOWN_HOSTS",
                "ANYFS_FTP_PORT",
                "ANYFS_FTPS_CERTIFICATE",
                "AWS_ENDPOINT_URL",
                "AWS_SECRET_ACCESS_KEY",
                "ANYFS_S3_BUCKET")) {
            assertTrue(found.stream().anyMatch(line -> line.startsWith(name + "=")), () -> name + " in " + found);
        }
        String key = found.stream()
                .filter(line -> line.startsWith("ANYFS_SFTP_KEY_FILE="))
                .findFirst()
                .orElseThrow();
        assertFalse(Files.exists(Path.of(key.substring(key.indexOf('=') + 1))));
    }

    @Test
    void it_exits_as_the_command_does() {
        assertEquals(42, with("ftp", "exit 42").exitCode());
        assertEquals(128 + 9, with("ftp", "kill -9 $$").exitCode());
    }

    @Test
    void a_command_that_is_not_there_is_told_as_by_a_shell() throws IOException {
        Shell.Result missing = shell.run("with", "--spec", "tree.yaml", "--serve", "ftp", "--", "no-such-program");
        assertEquals(127, missing.exitCode());
        assertEquals("anyfs with: no-such-program: no such command\n", missing.err());

        Path file = Files.writeString(directory.resolve("not-executable"), "");
        Shell.Result denied = shell.run("with", "--spec", "tree.yaml", "--serve", "ftp", "--", file.toString());
        assertEquals(126, denied.exitCode());
    }

    @Test
    void arguments_are_passed_on_as_they_are() throws IOException {
        Files.writeString(directory.resolve("list"), "expanded");
        shell.run(
                        "with",
                        "--spec",
                        "tree.yaml",
                        "--serve",
                        "ftp",
                        "--",
                        "sh",
                        "-c",
                        "printf '%s|' \"$@\" > arguments",
                        "sh",
                        "@list",
                        "--spec",
                        "a b",
                        "")
                .succeeded();
        assertEquals("@list|--spec|a b||", Files.readString(directory.resolve("arguments")));
    }

    @ParameterizedTest
    @EnumSource
    void a_signal_is_passed_on_and_what_the_command_makes_of_it_counts(Signal signal) throws IOException {
        assumeTrue(signal == Signal.TERM || interruptsAreTaken(), "SIGINT is ignored by whoever runs the tests");
        AtomicReference<Consumer<Signal>> listener = new AtomicReference<>();
        Signals signals = listener::set;
        Thread sender = new Thread(() -> {
            Eventually.holds("the command has started", () -> Files.exists(directory.resolve("started")));
            listener.get().accept(signal);
        });
        sender.start();
        Shell.Result result = shell.run(
                signals,
                "with",
                "--spec",
                "tree.yaml",
                "--serve",
                "ftp",
                "--",
                "sh",
                "-c",
                "trap 'exit 7' INT TERM; touch started; for i in $(seq 300); do sleep 0.1; done");

        assertEquals(7, result.exitCode(), result::toString);
    }

    /** No shell takes a signal that was ignored when it started. */
    private static boolean interruptsAreTaken() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                || Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .allMatch(line ->
                                (Long.parseUnsignedLong(line.substring(8).strip(), 16) & 2) == 0);
    }

    @Test
    void a_spec_that_makes_no_sense_or_is_missing_is_told() throws IOException {
        Files.writeString(directory.resolve("wrong.yaml"), "{anyfs: 1, root: {url: 'mem:', file: {}}}");
        String wrong = shell.run("with", "--spec", "wrong.yaml", "--serve", "ftp", "--", "true")
                .failed(ExitCode.USAGE);
        assertTrue(wrong.contains("did you mean files?"), wrong);
        shell.run("with", "--spec", "nowhere.yaml", "--serve", "ftp", "--", "true")
                .failed(ExitCode.NOT_FOUND);
        shell.run("with", "--spec", "tree.yaml", "--serve", "gopher", "--", "true")
                .failed(ExitCode.USAGE);
    }
}
