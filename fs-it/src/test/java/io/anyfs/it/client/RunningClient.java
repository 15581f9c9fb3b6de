package io.anyfs.it.client;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A client under way. Closing it kills what is left of it, and of the processes that it started. */
public final class RunningClient implements AutoCloseable {

    private final String command;
    private final Process process;
    private final Path output;
    private final Path errors;

    RunningClient(String command, Process process, Path output, Path errors) {
        this.command = command;
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** What it has printed so far. */
    public String output() {
        try {
            return text(output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What it has printed so far, on standard error too. */
    @Override
    public String toString() {
        try {
            return ended(-1).toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until there is a file, however long that takes; a client that ends without it fails the test. */
    public void awaitFile(Path file) throws IOException, InterruptedException {
        while (!Files.exists(file)) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS) && !Files.exists(file)) {
                fail("ended without " + file + ": " + ended(process.exitValue()));
            }
        }
    }

    /** Waits for the end; a client that takes longer is killed and fails the test. */
    public ClientResult result(Duration timeout) throws IOException, InterruptedException {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            return fail("still running after " + timeout.toSeconds() + " s: " + ended(-1));
        }
        return ended(process.exitValue());
    }

    /** Kills the client and the processes that it started, as {@code kill -9} does, and waits until they are gone. */
    public void kill() throws InterruptedException {
        close();
        process.waitFor();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private ClientResult ended(int exitCode) throws IOException {
        return new ClientResult(command, exitCode, text(output), text(errors));
    }

    /** What a client prints need not be UTF-8. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
