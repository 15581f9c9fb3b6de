package io.anyfs.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.lifecycle.DumpRequestException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals of POSIX")
@Timeout(180)
class DumpRequestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    private Path runDirectory;

    @BeforeEach
    void useOwnDirectory() {
        runDirectory = temporary.resolve("run");
        System.setProperty(RunDirectory.PROPERTY, runDirectory.toString());
    }

    @AfterEach
    void useUsualDirectory() {
        System.clearProperty(RunDirectory.PROPERTY);
    }

    @Test
    void a_running_process_answers_each_request_with_a_new_dump_of_what_it_has_open() throws Exception {
        try (AskedProcess process = AskedProcess.start(runDirectory)) {
            assertEquals("ready " + runDirectory.resolve(Long.toString(process.pid())), process.says());

            Instant before = Instant.now();
            ResourceDump first = ResourceDump.read(DumpRequest.send(process.pid(), PATIENCE));
            ResourceDump second = ResourceDump.read(DumpRequest.send(process.pid(), PATIENCE));

            assertEquals(process.pid(), first.header().pid());
            assertFalse(first.header().writtenAt().isBefore(before), first.header()::toString);
            assertEquals(
                    List.of("asked", "a client"),
                    first.resources().stream().map(DumpedResource::label).toList());
            assertEquals(2, DumpAnalysis.of(second, first).countInBoth());
        }
    }

    @Test
    void a_signal_from_a_shell_is_enough() throws Exception {
        try (AskedProcess process = AskedProcess.start(runDirectory)) {
            process.says();
            process.signal("URG");

            Path dump = awaitAnswers(process, 1).get(0);

            assertEquals(2, ResourceDump.read(dump).resources().size());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dump)));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(runDirectory)));
        }
    }

    @Test
    void the_newest_ten_dumps_are_kept_and_stay_when_the_process_ends() throws Exception {
        try (AskedProcess process = AskedProcess.start(runDirectory)) {
            process.says();
            List<Path> dumps = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                dumps.add(DumpRequest.send(process.pid(), PATIENCE));
            }
            process.end();

            assertEquals(dumps.subList(2, 12), files(runDirectory.resolve(Long.toString(process.pid()))));
        }
    }

    @Test
    void a_process_that_nobody_asked_leaves_nothing() throws Exception {
        try (AskedProcess process = AskedProcess.start(runDirectory)) {
            process.says();
            process.end();

            assertEquals(List.of(), files(runDirectory));
            assertEquals(Reason.NO_SUCH_PROCESS, refused(process.pid()).reason());
        }
    }

    @Test
    void a_foreign_process_is_left_alone_whatever_markers_there_are() throws Exception {
        try (AskedProcess process = AskedProcess.start(runDirectory)) {
            process.says();
            Process foreign = new ProcessBuilder("sleep", "600").start();
            try {
                assertEquals(Reason.NOT_LISTENING, refused(foreign.pid()).reason());

                // The marker of a process that is dead, and that of a living one under another number.
                Path marker = runDirectory.resolve(Long.toString(process.pid())).resolve("process");
                Path directory = runDirectory.resolve(Long.toString(foreign.pid()));
                RunDirectory.create(directory);
                Path planted = directory.resolve("process");
                Files.copy(marker, planted);
                assertEquals(Reason.NOT_LISTENING, refused(foreign.pid()).reason());
                try (FileChannel channel = FileChannel.open(planted, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    assertTrue(lock.isValid());
                    assertEquals(Reason.NOT_LISTENING, refused(foreign.pid()).reason());
                }
                Files.delete(planted);
                Files.createSymbolicLink(planted, marker);
                assertEquals(Reason.NOT_LISTENING, refused(foreign.pid()).reason());
                assertTrue(foreign.isAlive());
            } finally {
                foreign.destroyForcibly();
            }
        }
    }

    @Test
    void the_marker_of_a_process_that_was_killed_is_not_believed() throws Exception {
        try (AskedProcess process = AskedProcess.start(runDirectory)) {
            process.says();
            Path directory = runDirectory.resolve(Long.toString(process.pid()));
            assertTrue(ProcessMarker.isLive(directory));
            process.signal("KILL");
            process.awaitEnd();

            assertTrue(Files.exists(directory.resolve("process")));
            assertFalse(ProcessMarker.isLive(directory));
        }
    }

    @Test
    void a_number_without_a_process_and_the_own_one_are_refused() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertEquals(
                "there is no process with the number " + ended.pid(),
                refused(ended.pid()).getMessage());
        assertEquals(Reason.UNSUPPORTED, refused(ProcessHandle.current().pid()).reason());
    }

    @Test
    void a_process_that_does_not_answer_in_time_is_told_as_such() throws Exception {
        try (AskedProcess process = AskedProcess.start(runDirectory)) {
            process.says();
            process.signal("STOP");

            DumpRequestException failure = assertThrows(
                    DumpRequestException.class, () -> DumpRequest.send(process.pid(), Duration.ofMillis(200)));

            assertEquals(Reason.TIMED_OUT, failure.reason());
            assertTrue(failure.getMessage().contains("did not answer within 0.200s"), failure.getMessage());
            process.signal("CONT");
            assertEquals(1, awaitAnswers(process, 1).size());
        }
    }

    @Test
    void a_process_that_cannot_write_a_dump_says_why_and_leaves_no_piece_of_it() throws Exception {
        try (AskedProcess process = AskedProcess.startBroken(runDirectory)) {
            process.says();

            DumpRequestException told = refused(process.pid());

            assertEquals(Reason.FAILED, told.reason());
            assertTrue(
                    told.getMessage()
                            .endsWith("could not write the dump: java.lang.OutOfMemoryError: planted\\u001b[2J"),
                    told.getMessage());
            List<Path> left = files(runDirectory.resolve(Long.toString(process.pid())));
            assertEquals(2, left.size(), left::toString);
        }
    }

    @Test
    void a_directory_that_may_be_somebody_elses_is_neither_used_nor_believed() throws Exception {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.createSymbolicLink(runDirectory, elsewhere);
        assertRefusedByBoth("is a link or a file");

        Files.delete(runDirectory);
        Files.createDirectory(runDirectory);
        Files.setPosixFilePermissions(runDirectory, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertRefusedByBoth("can be entered by others");

        Files.setPosixFilePermissions(runDirectory, PosixFilePermissions.fromString("rwx------"));
        try (AskedProcess process = AskedProcess.start(runDirectory)) {
            assertTrue(process.says().startsWith("ready "));
        }
        assertEquals(List.of(), files(elsewhere));
    }

    private void assertRefusedByBoth(String reason) throws Exception {
        try (AskedProcess process = AskedProcess.start(runDirectory)) {
            String says = process.says();
            assertTrue(says.startsWith("refused: ") && says.contains(reason), says);
        }
        Process foreign = new ProcessBuilder("sleep", "600").start();
        try {
            DumpRequestException failure = refused(foreign.pid());
            assertEquals(Reason.NOT_PERMITTED, failure.reason());
            assertTrue(failure.getMessage().contains(reason), failure.getMessage());
            assertTrue(foreign.isAlive());
        } finally {
            foreign.destroyForcibly();
        }
    }

    private static DumpRequestException refused(long pid) {
        return assertThrows(DumpRequestException.class, () -> DumpRequest.send(pid, PATIENCE));
    }

    private List<Path> awaitAnswers(AskedProcess process, int count) throws IOException, InterruptedException {
        Path directory = runDirectory.resolve(Long.toString(process.pid()));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Path> answers = DumpName.answersIn(directory);
        while (answers.size() < count) {
            assertTrue(System.nanoTime() < deadline, "no dump");
            TimeUnit.MILLISECONDS.sleep(10);
            answers = DumpName.answersIn(directory);
        }
        return answers;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
