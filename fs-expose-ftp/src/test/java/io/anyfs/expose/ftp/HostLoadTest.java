package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of files as Linux has them. */
class HostLoadTest {

    @TempDir
    Path directory;

    private Path load;
    private Path online;

    @BeforeEach
    void two_processors() throws IOException {
        load = directory.resolve("loadavg");
        online = Files.writeString(directory.resolve("online"), "0-1\n");
    }

    private void running(int count) throws IOException {
        Files.writeString(load, "0.20 0.18 0.12 " + count + "/80 11206\n");
    }

    @Test
    void how_many_run_is_the_number_before_the_slash() throws IOException {
        HostLoad host = new HostLoad(load, online);
        running(3);
        assertEquals(3, host.running());
        running(117);
        assertEquals(117, host.running());
    }

    @Test
    void nobody_else_runs_where_only_the_asking_thread_does_and_the_count_was_seen_to_change() throws IOException {
        HostLoad host = new HostLoad(load, online);
        running(1);
        assertFalse(host.isElseIdle(), "a system that tells 1 whatever runs");
        running(2);
        assertFalse(host.isElseIdle());
        running(1);
        assertTrue(host.isElseIdle());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.20 0.18 0.12", "0.20 0.18 0.12 x/80 11206\n", "/"})
    void a_machine_that_does_not_tell_is_busy_and_that_is_no_change(String text) throws IOException {
        HostLoad host = new HostLoad(load, online);
        Files.writeString(load, text);
        assertEquals(4, host.turns(host.running()));
        running(1);
        assertFalse(host.isElseIdle());
    }

    @Test
    void a_system_without_these_files_is_busy() {
        HostLoad host = new HostLoad(directory.resolve("none"), directory.resolve("none-either"));
        assertEquals(4, host.turns(host.running()));
        assertFalse(host.isElseIdle());
    }

    @Test
    void an_interrupted_thread_is_told_the_same() throws IOException {
        HostLoad host = new HostLoad(load, online);
        running(3);
        Thread.currentThread().interrupt();
        assertEquals(3, host.running());
        assertTrue(Thread.interrupted());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1",
        "0-1, 2, 1",
        "0-1, 3, 2",
        "'0-1,4', 3, 1",
        "'0-3,8-11,15', 9, 1",
        "'0-3,8-11,15', 10, 2",
        "0, 5, 5"
    })
    void turns_are_counted_by_the_processors_of_the_machine(String processors, int running, int turns)
            throws IOException {
        Files.writeString(online, processors + "\n");
        assertEquals(turns, new HostLoad(load, online).turns(running));
    }
}
