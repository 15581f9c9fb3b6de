package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs in a directory, by bash.
 *
 * @param directory where
 */
record Shell(Path directory) {

    private static final long PATIENCE_SECONDS = 120;

    /** What a program left. */
    record Result(int exitCode, String output) {}

    /** Skips the test if one of these is not installed; fails it where the environment says {@code CI=true}. */
    static void require(String... programs) {
        for (String program : programs) {
            boolean found = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin").stream()
                    .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
            if (!found && "true".equals(System.getenv("CI"))) {
                fail(program + " is not installed, and CI=true asks for every program");
            } else if (!found) {
                abort(program + " is not installed");
            }
        }
    }

    /** Runs a script that has to end well, and returns what it printed. */
    String run(String script) throws IOException, InterruptedException {
        Result result = tryTo(script);
        assertEquals(0, result.exitCode(), script + "\n" + result.output());
        return result.output();
    }

    /** Runs a script that has to fail, and returns what it printed. */
    String fails(String script) throws IOException, InterruptedException {
        Result result = tryTo(script);
        assertTrue(result.exitCode() != 0, script + "\n" + result.output());
        return result.output();
    }

    /** Runs a script to its end. */
    Result tryTo(String script) throws IOException, InterruptedException {
        Path output = Files.createTempFile("anyfs-shell", "");
        Process process = start(script, output);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                fail("does not end: " + script + "\n" + Files.readString(output));
            }
            return new Result(
                    process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    /** Starts a script. */
    Process start(String script, Path output) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-euo", "pipefail", "-c", script));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("HOME", "/nonexistent");
        return builder.start();
    }
}
