package io.anyfs.it.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A home directory of its own for the clients of one test: what they read and write there is nobody else's, and nothing of
 * the machine's user reaches them.
 */
public final class ClientHome {

    private final Path directory;
    private final AtomicInteger runs = new AtomicInteger();

    private ClientHome(Path directory) {
        this.directory = directory;
    }

    /** A home in a directory that exists, usually a {@code @TempDir}. */
    public static ClientHome in(Path directory) throws IOException {
        return new ClientHome(Files.createDirectories(directory.resolve("home")));
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** Writes a file that only its owner may read, as ssh wants it. */
    public Path write(String name, String content) throws IOException {
        return writeWithMode(name, content, "rw-------");
    }

    /** Writes a program. */
    public Path writeProgram(String name, String content) throws IOException {
        return writeWithMode(name, content, "rwx------");
    }

    /** The command line of a client that runs at home. */
    public ClientCommand command(String program, Object... arguments) {
        return new ClientCommand(this, Program.find(program), arguments);
    }

    /**
     * A script of Python that runs at home.
     *
     * @param module what it imports, besides what every Python has
     */
    public ClientCommand python(String module, String script, Object... arguments)
            throws IOException, InterruptedException {
        Path file = write("script-" + runs.incrementAndGet() + ".py", script);
        Object[] words = Stream.concat(Stream.of(file), Stream.of(arguments)).toArray();
        // Warnings are about algorithms that the module still knows, not about the server.
        return new ClientCommand(this, Program.findPythonWith(module), words).with("PYTHONWARNINGS", "ignore");
    }

    Path outputFile(String stream) {
        return directory.resolve("run-" + runs.incrementAndGet() + "." + stream);
    }

    private Path writeWithMode(String name, String content, String mode) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }
}
