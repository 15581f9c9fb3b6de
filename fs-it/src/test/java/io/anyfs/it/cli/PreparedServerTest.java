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
import org.junit.jupiter.api.io.TempDir;

/** {@code anyfs --prepare}, for servers that start from what Java has learnt. */
class PreparedServerTest {

    @TempDir
    private Path directory;

    @Test
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
