package io.anyfs.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.RunningClient;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherTest {

    @TempDir
    private static Path cache;

    @TempDir
    private Path directory;

    private ClientHome home;
    private Path work;
    private Launcher anyfs;

    @BeforeEach
    void launcher() throws IOException {
        home = ClientHome.in(directory);
        work = Files.createDirectory(directory.resolve("work"));
        anyfs = new Launcher(home, cache);
    }

    @Test
    void it_runs_from_any_directory_and_through_a_link_with_spaces() throws Exception {
        Files.createFile(work.resolve("file"));
        Path first = Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("my programs")).resolve("any fs"), Launcher.script());
        Path second = Files.createSymbolicLink(directory.resolve("link"), Path.of("my programs/any fs"));
        assertEquals(work.relativize(first), Path.of("../my programs/any fs"));
        ClientResult result = anyfs.by(second).command("ls").in(work).run().requireSuccess();
        assertEquals("file\n", result.output());
        assertEquals("", result.errors());
    }

    @Test
    void exit_codes_come_through() throws Exception {
        assertTrue(Launcher.requireLine(anyfs.run("ls", "/no/such/place"), 3).contains("no such file or directory"));
        Launcher.requireLine(anyfs.run("ls", "--no-such-option"), 2);
    }

    @Test
    void names_in_unicode_work_without_a_locale() throws Exception {
        Files.writeString(work.resolve("größe-日本.txt"), "x");
        ClientResult result = anyfs.command("ls", "größe-日本.txt")
                .with("LANG", "")
                .in(work)
                .run()
                .requireSuccess();
        assertEquals("größe-日本.txt\n", result.output());
    }

    @Test
    void names_in_unicode_work_with_a_locale_that_the_machine_does_not_have() throws Exception {
        Files.writeString(work.resolve("größe-日本.txt"), "x");
        ClientResult result =
                anyfs.command("ls").with("LC_ALL", "xx_XX.UTF-8").in(work).run().requireSuccess();
        assertEquals("größe-日本.txt\n", result.output());
        assertEquals("", result.errors());
    }

    @Test
    void a_warning_is_one_line() throws Exception {
        ClientResult result = anyfs.shell("touch \"$(printf 'a\\377')\"; anyfs ls")
                .in(work)
                .run()
                .requireSuccess();
        assertEquals(1, result.errors().lines().count(), result::toString);
        assertTrue(result.errors().startsWith("anyfs: " + work.toRealPath() + ": holds a file"), result::toString);
    }

    @Test
    void a_stream_that_was_closed_is_not_taken_for_a_file_of_java() throws Exception {
        String input = Launcher.requireLine(
                anyfs.shell("anyfs put - target <&-").in(work).run(), 1);
        assertTrue(input.contains("standard input"), input);
        assertFalse(Files.exists(work.resolve("target")));
        String output =
                Launcher.requireLine(anyfs.shell("anyfs ls / >&-").in(work).run(), 1);
        assertTrue(output.contains("standard output"), output);
        ClientResult untold =
                anyfs.shell("anyfs ls /no/such/place 2>&-").in(work).run();
        assertEquals(3, untold.exitCode(), untold::toString);
    }

    @Test
    void without_a_home_nothing_is_kept_anywhere() throws Exception {
        ClientResult result = anyfs.shell("unset HOME XDG_CACHE_HOME; anyfs ls; test ! -e /nonexistent")
                .in(work)
                .run()
                .requireSuccess();
        assertEquals("", result.errors());
    }

    @Test
    void a_java_home_that_is_none_is_remarked_on_and_passed_over() throws Exception {
        ClientResult result =
                anyfs.command("ls").with("JAVA_HOME", "/no/java").in(work).run();
        assertEquals(0, result.exitCode(), result::toString);
        assertTrue(result.errors().contains("JAVA_HOME=/no/java is no Java 17 or later"), result::toString);
    }

    @Test
    void the_java_of_java_home_is_used() throws Exception {
        ClientResult result = anyfs.command("--version")
                .with("JAVA_HOME", System.getProperty("java.home"))
                .run()
                .requireSuccess();
        assertTrue(result.output().contains(System.getProperty("java.vm.version")), result::toString);
    }

    @Test
    void options_for_java_may_choose_another_collector() throws Exception {
        ClientResult result = anyfs.command("--version")
                .with("ANYFS_JAVA_OPTS", "-XX:+UseG1GC -Xmx64m")
                .run();
        assertEquals("", result.requireSuccess().errors());
    }

    /** Newer JVMs warn of native libraries in the midst of what a command tells, unless they are told not to. */
    @Test
    void a_command_that_compresses_tells_nothing_else() throws Exception {
        Files.writeString(work.resolve("text"), "What is written here compresses well. ".repeat(2_000));
        Path stored = Files.createDirectory(work.resolve("stored"));
        String place = "compress+local:" + stored + "!/text";
        assertEquals(
                "",
                anyfs.command("cp", "text", place)
                        .in(work)
                        .run()
                        .requireSuccess()
                        .errors());
        ClientResult read = anyfs.command("cat", place).in(work).run().requireSuccess();
        assertEquals(Files.readString(work.resolve("text")), read.output());
        assertEquals("", read.errors());
        assertTrue(Files.size(stored.resolve("text")) < 2_000);
    }

    @Test
    void it_works_where_no_archive_can_be_kept() throws Exception {
        assertEquals(
                "",
                new Launcher(home, Path.of("/proc/none"))
                        .command("ls")
                        .in(work)
                        .run()
                        .requireSuccess()
                        .errors());
    }

    @Test
    void first_starts_at_once_share_one_archive() throws Exception {
        Path fresh = directory.resolve("fresh");
        List<RunningClient> starts = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                starts.add(new Launcher(home, fresh).command("ls").in(work).start());
            }
            for (RunningClient start : starts) {
                ClientResult result = start.result(Duration.ofMinutes(2)).requireSuccess();
                assertEquals("", result.output() + result.errors());
            }
        } finally {
            starts.forEach(RunningClient::close);
        }
        try (Stream<Path> files = Files.list(fresh.resolve("anyfs"))) {
            List<Path> archives = files.toList();
            assertEquals(1, archives.size(), archives::toString);
            assertTrue(Files.size(archives.get(0)) > 1_000_000, archives::toString);
        }
    }

    @Test
    void a_reader_that_goes_away_ends_the_command_without_a_word() throws Exception {
        ClientResult result = anyfs.shell("{ anyfs find /usr; echo $? >code; } | head -n 1")
                .in(work)
                .run()
                .requireSuccess();
        assertEquals("/usr\n", result.output());
        assertEquals("", result.errors());
        assertEquals("141", Files.readString(work.resolve("code")).strip());
    }

    @Test
    void bytes_that_nobody_reads_any_more_end_the_command_without_a_word() throws Exception {
        Files.write(work.resolve("file"), new byte[1 << 20]);
        ClientResult result = anyfs.shell("{ anyfs cat file file; echo $? >code; } | head -c 1")
                .in(work)
                .run()
                .requireSuccess();
        assertEquals("", result.errors());
        assertEquals("141", Files.readString(work.resolve("code")).strip());
    }

    @Test
    void bytes_that_cannot_be_written_are_told_once() throws Exception {
        Files.write(work.resolve("file"), new byte[1 << 20]);
        String line = Launcher.requireLine(
                anyfs.shell("anyfs cat file file >/dev/full").in(work).run(), 1);
        assertTrue(line.contains("cannot write to standard output"), line);
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void a_signal_leaves_nothing_half_written(String signal, int exitCode) throws Exception {
        Path target = Files.createDirectory(work.resolve("target"));
        Path fifo = work.resolve("fifo");
        // A build in the background of a shell ignores SIGINT, and all that it starts.
        home.command("mkfifo", fifo).run().requireSuccess();
        try (RunningClient put = anyfs.shell("echo $$ >pid; exec env --default-signal=INT sh '" + Launcher.script()
                        + "' put - target/file <fifo")
                .in(work)
                .start()) {
            try (OutputStream writer = Files.newOutputStream(fifo)) {
                writer.write(new byte[1 << 20]);
                writer.flush();
                Eventually.holds(
                        "something is written aside", () -> !entries(target).isEmpty());
                String pid = Files.readString(work.resolve("pid")).strip();
                home.command("sh", "-c", "kill -" + signal + " " + pid).run().requireSuccess();
                String line = Launcher.requireLine(put.result(Duration.ofSeconds(60)), exitCode);
                assertTrue(line.contains("nothing half-written was published"), line);
            }
        }
        assertEquals(List.of(), entries(target));
        assertFalse(Files.exists(target.resolve("file")));
    }

    private static List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
