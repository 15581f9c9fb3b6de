package io.anyfs.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.RunningClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** {@code anyfs --prepare}, for servers that start from what Java has learnt. */
class PreparedServerTest {

    @TempDir
    private Path directory;

    /** Without the minute that preparing takes: what was learnt for commands does for this. */
    @Test
    void a_server_starts_from_an_archive_for_servers_where_there_is_one() throws Exception {
        ClientHome home = ClientHome.in(directory);
        new Launcher(home).run("--version").requireSuccess();
        Path cache = directory.resolve("cache");
        Path archives = Files.createDirectories(cache.resolve("anyfs"));
        try (Stream<Path> shared = Files.list(Launcher.sharedArchives())) {
            for (Path archive :
                    shared.filter(path -> path.toString().endsWith(".classes")).toList()) {
                String name = archive.getFileName().toString().replaceFirst("\\.classes$", "");
                Files.copy(archive, archives.resolve(name + ".classes"));
                Files.copy(archive, archives.resolve(name + ".server"));
            }
        }
        Path ready = directory.resolve("ready");
        try (RunningClient serving = new Launcher(home, cache)
                .command("serve", "mem:", "--sftp", "0", "--ready-file", ready)
                .start()) {
            serving.awaitFile(ready);
            assertTrue(commandLine(ready).contains(".server"), () -> "started from the archive for commands");
            serving.kill();
        }
    }

    /** Takes more of the processor than any other test. */
    @Test
    @EnabledIfSystemProperty(named = "anyfs.thorough", matches = "true")
    @Timeout(600)
    void a_server_starts_from_what_was_prepared() throws Exception {
        ClientHome home = ClientHome.in(directory);
        Path cache = directory.resolve("cache");
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Launcher anyfs = new Launcher(home, cache);
        String java = System.getProperty("java.home");
        try (RunningClient preparing = anyfs.command("--prepare")
                .with("JAVA_HOME", java)
                .with("JAVA_TOOL_OPTIONS", "-Danyfs.warmup.files=8 -Djava.io.tmpdir=" + temporary)
                .start()) {
            ClientResult result = preparing.result(Duration.ofMinutes(9)).requireSuccess();
            assertEquals("", result.output());
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(
                    List.of(),
                    left.filter(path -> path.toString().contains("warm-up")).toList());
        }
        ClientResult again =
                anyfs.command("--prepare").with("JAVA_HOME", java).run().requireSuccess();
        assertEquals("", again.errors(), "all is there");

        Path ready = directory.resolve("ready");
        String required = (Runtime.version().feature() >= 25 ? "-XX:AOTMode=on" : "-Xshare:on") + " -Xmx40m";
        try (RunningClient serving = anyfs.command("serve", "mem:", "--sftp", "0", "--ready-file", ready)
                .with("JAVA_HOME", java)
                .with("ANYFS_JAVA_OPTS", required)
                .start()) {
            serving.awaitFile(ready);
            assertTrue(commandLine(ready).contains(".server"), () -> "started without what was prepared");
            serving.kill();
        }
    }

    @Test
    void what_cannot_be_kept_is_not_prepared() throws Exception {
        Launcher anyfs = new Launcher(ClientHome.in(directory), Path.of("/proc/none"));
        ClientResult result = anyfs.run("--prepare");
        assertEquals(1, result.exitCode(), result::toString);
        assertTrue(result.errors().contains("may /proc/none/anyfs be written"), result::toString);
    }

    private static String commandLine(Path ready) throws Exception {
        String pid = Files.readString(ready).replaceFirst("(?s).*\"pid\": ?(\\d+).*", "$1");
        return Files.readString(Path.of("/proc", pid, "cmdline"));
    }
}
