package io.anyfs.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anyfs.it.client.ClientCommand;
import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.ClientResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The launcher {@code anyfs} of this build. Nothing of the machine's user is read or written. */
final class Launcher {

    private static final Path SCRIPT = Path.of("../anyfs").toAbsolutePath().normalize();
    private static final Path BUILT = Path.of("../fs-cli/target/anyfs/lib/anyfs-cli.jar");

    /** What the first start makes for the others takes longer than all else that most tests do. */
    private static final Path SHARED_CACHE = Path.of("target/launcher-cache").toAbsolutePath();

    /** As the tests themselves run: processes that end soon do not earn back what the optimising compiler takes. */
    private static final String COMPILER = Boolean.getBoolean("anyfs.thorough") ? "" : "-XX:TieredStopAtLevel=1";

    private final ClientHome home;
    private final Path cache;
    private Path script = SCRIPT;

    /** With a cache that the tests share. */
    Launcher(ClientHome home) {
        this(home, SHARED_CACHE);
    }

    /** With a cache of its own. */
    Launcher(ClientHome home, Path cache) {
        assumeTrue(Files.exists(BUILT), "the program is built by 'mvn package', and not by 'mvn test'");
        this.home = home;
        this.cache = cache;
    }

    /** What has been made for quick starts with the cache that the tests share. */
    static Path sharedArchives() {
        return SHARED_CACHE.resolve("anyfs");
    }

    static Path script() {
        return SCRIPT;
    }

    /** Calls the launcher by another path. */
    Launcher by(Path path) {
        script = path;
        return this;
    }

    ClientCommand command(Object... arguments) {
        List<Object> words = new ArrayList<>(List.of(script));
        words.addAll(List.of(arguments));
        return in(home.command("sh", words.toArray()));
    }

    /** A shell's command line, in which {@code anyfs} is the launcher. */
    ClientCommand shell(String line) {
        return in(home.command("sh", "-c", "anyfs() { sh '" + script + "' \"$@\"; }\n" + line));
    }

    ClientResult run(Object... arguments) throws IOException, InterruptedException {
        return command(arguments).run();
    }

    /** Fails the test unless there is one line on standard error, and this exit code. */
    static String requireLine(ClientResult result, int exitCode) {
        assertEquals(exitCode, result.exitCode(), result::toString);
        assertEquals(1, result.errors().lines().count(), result::toString);
        assertTrue(result.errors().startsWith("anyfs "), result::toString);
        return result.errors().strip();
    }

    private ClientCommand in(ClientCommand command) {
        return command.with("ANYFS_JAVA_OPTS", COMPILER)
                .with("XDG_CACHE_HOME", cache)
                .with("XDG_STATE_HOME", home.directory().resolve("state"));
    }
}
