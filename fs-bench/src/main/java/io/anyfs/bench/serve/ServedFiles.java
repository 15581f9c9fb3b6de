package io.anyfs.bench.serve;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The directory that all servers serve, in memory, and what clients have.
 *
 * @param top where all is
 */
record ServedFiles(Path top) implements Closeable {

    static final int SMALL_BYTES = 4 * 1024;

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int BLOCK = 1 << 20;

    static ServedFiles create() throws IOException {
        Path parent = Files.isDirectory(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
        Path top = Files.createTempDirectory(parent, "anyfs-bench");
        // Servers that change their user have to reach what is in it.
        open(top);
        ServedFiles files = new ServedFiles(top);
        Files.createDirectories(files.root());
        open(Files.createDirectories(files.served()));
        open(Files.createDirectories(files.up()));
        Files.createDirectory(files.own());
        return files;
    }

    /** What is served. */
    Path root() {
        return top.resolve("root");
    }

    /** The directory in it that may be written to; vsftpd lets nobody write to the root. */
    Path served() {
        return root().resolve("pub");
    }

    /** Where clients upload. */
    Path up() {
        return served().resolve("up");
    }

    /** What belongs to clients. */
    Path own() {
        return top.resolve("own");
    }

    Path large(int mebibytes) throws IOException {
        return file("large-" + mebibytes, (long) mebibytes * BLOCK);
    }

    /** A served file of so many bytes that nobody can make smaller. */
    Path file(String name, long bytes) throws IOException {
        Path file = served().resolve(name);
        if (!Files.exists(file)) {
            byte[] block = new byte[(int) Math.min(bytes, BLOCK)];
            new Random(1).nextBytes(block);
            try (OutputStream out = Files.newOutputStream(file)) {
                for (long written = 0; written < bytes; written += block.length) {
                    out.write(block);
                }
            }
        }
        return file;
    }

    /** A served directory with so many files. */
    Path small(int count, int bytes) throws IOException {
        Path directory = served().resolve("small-" + count + "x" + bytes);
        if (!Files.exists(directory)) {
            open(Files.createDirectory(directory));
            byte[] content = new byte[bytes];
            new Random(1).nextBytes(content);
            for (int number = 0; number < count; number++) {
                Files.write(directory.resolve("file-" + number + ".dat"), content);
            }
        }
        return directory;
    }

    /** Empties a directory. */
    static void empty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.walk(directory)) {
            all = found.sorted(Comparator.reverseOrder())
                    .filter(path -> !path.equals(directory))
                    .toList();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    /** A file that nobody else can read. */
    Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(own().resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Override
    public void close() throws IOException {
        empty(top);
        Files.delete(top);
    }
}
