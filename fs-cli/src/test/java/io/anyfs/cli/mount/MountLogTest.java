package io.anyfs.cli.mount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Signals;
import io.anyfs.cli.text.Terminal;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountLogTest {

    private static final Path PHOTOS = Path.of("/mnt/photos");

    @TempDir
    private Path directory;

    private Environment environment;

    @BeforeEach
    void environment() {
        environment = new Environment(
                Terminal.ofProcess(),
                directory,
                Map.of("XDG_STATE_HOME", directory.resolve("state").toString()),
                Signals.none());
    }

    @Test
    void each_mount_point_has_a_file_that_is_found_again() throws Exception {
        assertNull(MountLog.find(environment, PHOTOS));
        MountLog log = MountLog.prepare(environment, PHOTOS, null);
        assertEquals(log.file(), MountLog.find(environment, PHOTOS));
        assertTrue(log.file().getFileName().toString().startsWith("photos-"), log::toString);
        assertNotEquals(
                log.file(),
                MountLog.prepare(environment, Path.of("/srv/photos"), null).file());
    }

    @Test
    void a_file_that_is_named_is_found_too_until_the_next_mount_names_none() throws Exception {
        MountLog log = MountLog.prepare(environment, PHOTOS, Path.of("my.log"));
        assertEquals(directory.resolve("my.log"), log.file());
        assertEquals(log.file(), MountLog.find(environment, PHOTOS));
        MountLog next = MountLog.prepare(environment, PHOTOS, null);
        assertNotEquals(log.file(), next.file());
        assertEquals(next.file(), MountLog.find(environment, PHOTOS));
        assertTrue(Files.exists(log.file()));
    }

    @Test
    void what_was_said_is_kept_and_put_aside_when_it_is_long() throws Exception {
        MountLog log = MountLog.prepare(environment, PHOTOS, null);
        Files.writeString(log.file(), "before\n");
        MountLog next = MountLog.prepare(environment, PHOTOS, null);
        long begin = next.size();
        Files.writeString(log.file(), "before\nnow\n");
        assertEquals("now\n", next.from(begin));
        try (RandomAccessFile file = new RandomAccessFile(log.file().toFile(), "rw")) {
            file.setLength((10 << 20) + 1);
        }
        assertEquals(0, MountLog.prepare(environment, PHOTOS, null).size());
        assertTrue(Files.exists(log.file().resolveSibling(log.file().getFileName() + ".1")));
    }

    @Test
    void a_place_that_cannot_be_written_is_refused_before_anything_is_started() {
        CommandException told = assertThrows(
                CommandException.class, () -> MountLog.prepare(environment, PHOTOS, Path.of("missing/my.log")));
        assertEquals(ExitCode.DENIED, told.exitCode());
        assertTrue(String.valueOf(told.getMessage()).contains("--log names another file"), told::toString);
    }
}
