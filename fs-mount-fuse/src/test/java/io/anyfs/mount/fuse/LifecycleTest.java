package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.BusyException;
import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.mount.os.MountedPlace;
import io.anyfs.mount.os.OsMount;
import io.anyfs.mount.os.OsMountOptions;
import io.anyfs.mount.os.OsMounts;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How mounts begin and end. */
@SuppressWarnings("try") // closing early is what some cases are about
class LifecycleTest {

    @TempDir
    private Path beside;

    private Path directory;

    @BeforeEach
    void directory() throws IOException {
        Fuse.require();
        directory = Files.createDirectory(beside.toRealPath().resolve("mount point"));
    }

    private Optional<MountedPlace> listed() throws IOException {
        return OsMounts.list().stream()
                .filter(mount -> mount.path().equals(directory))
                .findFirst();
    }

    @Test
    void a_mount_is_listed_until_it_is_closed() throws Exception {
        try (FileSystem fs = MemoryFileSystem.create();
                OsMount mount = OsMount.mount(
                        fs, directory, OsMountOptions.DEFAULT.from("mem:a,b c").asReadOnly())) {
            assertEquals(
                    Optional.of(new MountedPlace(directory, "mem:a,b c", true, MountedPlace.State.SERVING)), listed());
            assertTrue(mount.isMounted());
            mount.close();
            assertFalse(mount.isMounted());
            assertEquals(Optional.empty(), listed());
            mount.close();
        }
    }

    @Test
    void nothing_is_left_when_it_is_closed() throws Exception {
        try (FileSystem fs = MemoryFileSystem.create()) {
            OsMount.mount(fs, directory).close();
            Set<Thread> before = threads();
            long descriptors = descriptors();
            for (int round = 0; round < 3; round++) {
                try (OsMount mount = OsMount.mount(fs, directory)) {
                    new Shell(mount.path()).run("mkdir d; echo a > d/a; ls -l d; cat d/a; rm -r d");
                }
                assertEquals(List.of(), fs.openResources());
            }
            Eventually.holds("the threads have ended", () -> before.containsAll(threads()));
            Eventually.holds("what was open is closed", () -> descriptors() <= descriptors);
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Thread-")
                        || thread.getName().startsWith("jfuse")
                        || thread.getName().startsWith("anyfs"))
                .collect(Collectors.toSet());
    }

    /** How many descriptors of the device of FUSE and of sockets to its helper this process has. */
    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).toString().contains("fuse");
                        } catch (IOException closed) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    @Test
    void closing_the_filesystem_unmounts() throws Exception {
        FileSystem fs = MemoryFileSystem.create();
        OsMount mount = OsMount.mount(fs, directory);
        fs.close();
        assertFalse(mount.isMounted());
        assertEquals(Optional.empty(), listed());
    }

    @Test
    void a_mount_that_is_used_stays_unless_it_is_closed() throws Exception {
        try (FileSystem fs = MemoryFileSystem.create();
                OsMount mount = OsMount.mount(fs, directory, OsMountOptions.DEFAULT.draining(Duration.ofMillis(100)))) {
            fs.write("/a", "hello");
            InputStream in = Files.newInputStream(directory.resolve("a"));
            assertThrows(BusyException.class, mount::unmount);
            assertThrows(BusyException.class, () -> OsMounts.unmount(directory, false));
            assertEquals('h', in.read());
            mount.close();
            assertEquals(
                    "Transport endpoint is not connected",
                    assertThrows(IOException.class, in::close).getMessage());
            assertEquals(Optional.empty(), listed());
            assertEquals(List.of(), fs.openResources());
        }
    }

    @Test
    void whoever_unmounts_it_ends_it() throws Exception {
        try (FileSystem fs = MemoryFileSystem.create();
                OsMount mount = OsMount.mount(fs, directory)) {
            OsMounts.unmount(directory, false);
            mount.awaitUnmount();
            assertFalse(mount.isMounted());
        }
        assertThrows(NoSuchFileException.class, () -> OsMounts.unmount(directory, false));
    }

    @Test
    void places_that_cannot_be_mounted_on_are_refused() throws Exception {
        try (FileSystem fs = MemoryFileSystem.create()) {
            assertThrows(NoSuchFileException.class, () -> OsMount.mount(fs, directory.resolve("missing")));
            Path file = Files.createFile(directory.resolve("file"));
            assertThrows(NotDirectoryException.class, () -> OsMount.mount(fs, file));
            assertThrows(DirectoryNotEmptyException.class, () -> OsMount.mount(fs, directory));
            Files.delete(file);
            try (OsMount first = OsMount.mount(fs, directory)) {
                assertThrows(FileAlreadyExistsException.class, () -> OsMount.mount(fs, first.path()));
            }
            assertEquals(List.of(), fs.openResources());
        }
    }

    @Test
    void what_is_mounted_read_only_cannot_be_changed() throws Exception {
        try (FileSystem fs = MemoryFileSystem.create();
                OsMount mount = OsMount.mount(fs, directory, OsMountOptions.DEFAULT.asReadOnly())) {
            fs.write("/a", "hello");
            Shell shell = new Shell(mount.path());
            assertEquals("hello", shell.run("cat a"));
            assertTrue(shell.fails("echo > b").contains("Read-only file system"));
            assertTrue(shell.fails("rm a").contains("Read-only file system"));
        }
    }

    @Test
    void a_read_only_storage_says_so_to_programs() throws Exception {
        try (FileSystem fs = MemoryFileSystem.create();
                FileSystem view = fs.readOnly();
                OsMount mount = OsMount.mount(view, directory)) {
            fs.write("/a", "hello");
            Shell shell = new Shell(mount.path());
            assertTrue(shell.fails("echo >> a").contains("Read-only file system"));
            assertTrue(shell.fails("echo > b").contains("Read-only file system"));
            assertTrue(shell.fails("mkdir d").contains("Read-only file system"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_mount_of_a_killed_process_is_cleaned_up(boolean byAnotherProcess) throws Exception {
        Process process = mountElsewhere(byAnotherProcess);
        try {
            assertEquals("hello", new Shell(directory).run("echo hello > a; cat a"));
        } finally {
            process.destroyForcibly().waitFor();
        }
        if (byAnotherProcess) {
            // It leaves the mount if it looks in the very moment in which the kernel cuts the connection.
            Eventually.holds(
                    "unmounted by the helper, or known to be dead",
                    () -> listed().stream().allMatch(mount -> mount.state() == MountedPlace.State.DEAD));
        } else {
            assertEquals(MountedPlace.State.DEAD, listed().orElseThrow().state());
        }
        try (FileSystem fs = MemoryFileSystem.create();
                OsMount mount = OsMount.mount(fs, directory)) {
            assertEquals("", new Shell(mount.path()).run("ls"));
        }
    }

    @Test
    void the_mounts_of_killed_processes_are_cleaned_up_all_at_once() throws Exception {
        mountElsewhere(false).destroyForcibly().waitFor();
        assertTrue(OsMounts.clean().contains(directory));
        assertEquals(Optional.empty(), listed());
    }

    @Test
    void a_process_that_is_told_to_end_unmounts() throws Exception {
        Process process = mountElsewhere(false);
        process.destroy();
        assertEquals(143, process.waitFor());
        assertEquals(Optional.empty(), listed());
    }

    private Process mountElsewhere(boolean unmountAfterCrash) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MountingProcess.class.getName(),
                        directory.toString(),
                        Boolean.toString(unmountAfterCrash))
                .redirectErrorStream(true)
                .start();
        String line = new String(process.getInputStream().readNBytes(8), StandardCharsets.UTF_8);
        assertEquals("mounted\n", line);
        return process;
    }
}
