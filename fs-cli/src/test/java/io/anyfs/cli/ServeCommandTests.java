package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of {@code serve} begin with: a shell in a directory where there is {@code data} to be served. */
abstract class ServeCommandTests {

    @TempDir
    Path directory;

    Shell shell;

    @BeforeEach
    void openShell() throws IOException {
        shell = new Shell(directory);
        Files.createDirectory(directory.resolve("data"));
    }

    RunningServer start(String... words) {
        return RunningServer.start(shell, directory, words);
    }

    /** {@code serve data} with these words is no way to call it, and the line that says so contains the reason. */
    void assertRefused(String reason, String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "serve";
        all[1] = "data";
        System.arraycopy(words, 0, all, 2, words.length);
        String line = shell.run(all).failed(ExitCode.USAGE);
        assertTrue(line.contains(reason), line);
    }
}
