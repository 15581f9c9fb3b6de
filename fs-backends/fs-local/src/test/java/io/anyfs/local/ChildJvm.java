package io.anyfs.local;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process of its own that runs a main class of the tests. It is killed when it is closed. */
final class ChildJvm implements AutoCloseable {

    private static final long LIMIT_SECONDS = 120;

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Starts a process; what the command line begins with may be more than the JVM. */
    static ChildJvm start(List<String> before, Map<String, String> environment, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start());
    }

    static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        return start(List.of(), Map.of(), main, arguments);
    }

    /** Waits until it prints a line. */
    void awaitLine(String line) throws IOException {
        StringBuilder before = new StringBuilder();
        for (String next = output.readLine(); next != null; next = output.readLine()) {
            if (next.equals(line)) {
                return;
            }
            before.append(next).append('\n');
        }
        throw new AssertionError("it ended without the line '" + line + "': " + before);
    }

    /** All that it prints until its end. */
    String outputUntilEnd() throws InterruptedException {
        try {
            String text = output.lines().collect(Collectors.joining("\n"));
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "it does not end");
            return text;
        } catch (UncheckedIOException closed) {
            throw new AssertionError(closed);
        }
    }

    /** Ends it as a power failure would. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "it does not die");
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
