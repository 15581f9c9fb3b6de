package io.anyfs.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.Fuse;
import io.anyfs.mount.os.OsMounts;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code anyfs mount} as its users call it. */
@Tag("once")
class MountProcessTest {

    private static final Pattern MOUNTED = Pattern.compile("mounted (\\S+) on (.+) by process (\\d+)");

    @TempDir
    private static Path cache;

    @TempDir
    private Path directory;

    private Launcher anyfs;
    private Path storage;
    private Path mountPoint;

    @BeforeEach
    void prepare() throws IOException {
        Fuse.require();
        anyfs = new Launcher(ClientHome.in(directory.resolve("home")), cache);
        storage = Files.createDirectory(directory.resolve("storage"));
        mountPoint = Files.createDirectory(directory.toRealPath().resolve("mount"));
    }

    @AfterEach
    void unmount() throws IOException {
        if (OsMounts.isMounted(mountPoint)) {
            OsMounts.unmount(mountPoint, true);
        }
    }

    /** Mounts in the background. Returns the process. */
    private ProcessHandle mount(Object... words) throws Exception {
        Object[] all = new Object[words.length + 2];
        all[0] = "mount";
        all[1] = "--daemon";
        System.arraycopy(words, 0, all, 2, words.length);
        ClientResult result = anyfs.run(all);
        assertEquals(0, result.exitCode(), result::toString);
        Matcher line = MOUNTED.matcher(result.output().strip());
        assertTrue(line.matches(), result::toString);
        assertEquals(mountPoint.toString(), line.group(2));
        return ProcessHandle.of(Long.parseLong(line.group(3))).orElseThrow();
    }

    @Test
    void a_daemon_mounts_until_it_is_unmounted() throws Exception {
        ProcessHandle process = mount(storage, mountPoint);
        Files.writeString(mountPoint.resolve("a"), "hello");
        assertEquals("hello", Files.readString(storage.resolve("a")));
        assertTrue(anyfs.run("mounts").output().contains(mountPoint + "  serving  writable  local:" + storage));
        try (InputStream in = Files.newInputStream(mountPoint.resolve("a"))) {
            assertEquals('h', in.read());
            String line = Launcher.requireLine(anyfs.run("umount", mountPoint), 9);
            assertTrue(line.contains("a program uses it"), line);
        }
        Eventually.holds("unmounted", () -> anyfs.run("umount", mountPoint).exitCode() == 0);
        process.onExit().join();
        assertFalse(OsMounts.isMounted(mountPoint));
    }

    @Test
    void a_daemon_says_in_its_log_what_happens() throws Exception {
        Path log = directory.resolve("my.log");
        mount("--log", log, storage, mountPoint);
        assertTrue(anyfs.run("mounts").output().contains(log.toString()));
        assertEquals(0, anyfs.run("umount", mountPoint).exitCode());
        Eventually.holds("the end is told", () -> {
            String said = Files.readString(log);
            return said.contains("mounted local:" + storage + " on " + mountPoint) && said.contains("unmounting");
        });
        Path missing = directory.resolve("missing");
        String told = Launcher.requireLine(anyfs.run("mount", "--daemon", "--log", log, missing, mountPoint), 3);
        assertTrue(Files.readString(log).contains(told), told);
    }

    @Test
    void a_mount_ends_with_its_process() throws Exception {
        ProcessHandle told = mount(storage, mountPoint);
        told.destroy();
        told.onExit().join();
        assertFalse(OsMounts.isMounted(mountPoint));
        mount(storage, mountPoint).destroyForcibly();
        // Libfuse's helper leaves it if it looks in the very moment in which the kernel cuts the connection: then it is
        // found dead.
        Eventually.holds("unmounted after a kill, or known to be dead", () -> {
            OsMounts.clean();
            return !OsMounts.isMounted(mountPoint);
        });
    }

    @Test
    void what_is_mounted_read_only_with_a_cache_is_read_only_and_cached() throws Exception {
        Files.writeString(storage.resolve("a"), "hello");
        Path kept = directory.resolve("kept");
        mount("--read-only", "--cache", kept, storage, mountPoint);
        assertEquals("hello", Files.readString(mountPoint.resolve("a")));
        assertFalse(Files.isWritable(mountPoint.resolve("a")));
        assertTrue(Files.isDirectory(kept));
        assertEquals(0, anyfs.run("umount", mountPoint).exitCode());
    }

    @Test
    void a_spec_is_mounted() throws Exception {
        Path spec = Files.writeString(directory.resolve("tree.yaml"), """
                anyfs: 1
                root:
                  mount:
                    /: mem:/
                    /files: local:%s
                """.formatted(storage));
        mount(spec, mountPoint);
        Files.writeString(mountPoint.resolve("files/a"), "hello");
        assertEquals("hello", Files.readString(storage.resolve("a")));
        assertEquals(0, anyfs.run("umount", mountPoint).exitCode());
    }

    @Test
    void what_cannot_be_mounted_is_told_in_a_line() throws Exception {
        Path missing = directory.resolve("missing");
        assertTrue(Launcher.requireLine(anyfs.run("mount", "--daemon", storage, missing), 3)
                .contains("the directory to mount on is missing"));
        assertTrue(Launcher.requireLine(anyfs.run("mount", "--daemon", missing, mountPoint), 3)
                .contains("missing"));
        Files.createFile(mountPoint.resolve("file"));
        assertTrue(Launcher.requireLine(anyfs.run("mount", storage, mountPoint), 7)
                .contains("mount on an empty directory"));
        assertTrue(Launcher.requireLine(anyfs.run("umount", mountPoint), 3).contains("nothing of anyfs is mounted"));
        assertTrue(Launcher.requireLine(anyfs.run("umount"), 2).contains("--stale"));
        assertTrue(Launcher.requireLine(anyfs.run("mount", "--daemon", "--foreground", storage, mountPoint), 2)
                .contains("exclude each other"));
        assertTrue(Launcher.requireLine(anyfs.run("mount", "--log", "my.log", storage, mountPoint), 2)
                .contains("--log is for --daemon"));
    }
}
