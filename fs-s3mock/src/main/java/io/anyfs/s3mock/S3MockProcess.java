package io.anyfs.s3mock;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running S3Mock, at a free port of 127.0.0.1. It ends with this process, however that ends. It checks no signatures
 * and keeps objects in files that are deleted at its end.
 *
 * <p>A process of its own, for it brings Spring Boot and Kotlin, in versions that are no business of the tests.
 */
public final class S3MockProcess implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final URI endpoint;

    private S3MockProcess(Process process, int port) {
        this.process = process;
        this.endpoint = URI.create("http://127.0.0.1:" + port);
    }

    /**
     * Starts it, which takes some seconds.
     *
     * @return the running server
     * @throws IOException if it does not start; tells what it has logged
     */
    public static S3MockProcess start() throws IOException {
        // Deleted by the other process, which may live longer than this one.
        Path directory = Files.createTempDirectory("s3mock-");
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        // It lives for a minute: what matters is that it starts.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath(),
                        S3MockMain.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        @Nullable String port;
        try (BufferedReader answer = process.inputReader(StandardCharsets.US_ASCII)) {
            port = answer.readLine();
        }
        if (port == null) {
            end(process);
            throw new IOException("S3Mock did not start, see " + log + ": " + Files.readString(log));
        }
        return new S3MockProcess(process, Integer.parseInt(port));
    }

    /**
     * Where it listens.
     *
     * @return an address like {@code http://127.0.0.1:41234}
     */
    public URI endpoint() {
        return endpoint;
    }

    /** Ends it; a second call does nothing. */
    @Override
    public void close() throws IOException {
        end(process);
    }

    private static void end(Process process) throws IOException {
        try {
            // It ends by itself at the end of its input, and deletes its files.
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("S3Mock had to be killed after " + PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while S3Mock ended", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String classPath() throws IOException {
        try (@Nullable InputStream jars = S3MockProcess.class.getResourceAsStream("class-path.txt")) {
            if (jars == null) {
                throw new IOException("The build has left no class path of S3Mock");
            }
            Path own = Path.of(S3MockProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own + File.pathSeparator + new String(jars.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
