package io.anyfs.bench.s3;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files in memory that clients send, and the places where they put what they fetch. */
record LocalFiles(Path directory) implements Closeable {

    private static final Path MEMORY = Path.of("/dev/shm");

    static LocalFiles create() throws IOException {
        Path parent = Files.isDirectory(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
        return new LocalFiles(Files.createTempDirectory(parent, "anyfs-bench"));
    }

    /** The files that a task sends, by number. */
    Path source(Task task) {
        return directory.resolve(task.source());
    }

    /** An empty directory. */
    Path empty(String name) throws IOException {
        Path empty = directory.resolve(name);
        delete(empty);
        return Files.createDirectories(empty);
    }

    /** A file that nobody else can read. */
    Path write(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    void makeSource(Task task) throws IOException {
        Path source = Files.createDirectories(source(task));
        byte[] buffer = new byte[256 * 1024];
        for (int number = 0; number < task.files(); number++) {
            try (Repeated bytes = new Repeated(ClientProcess.block(), task.bytes());
                    OutputStream file = Files.newOutputStream(source.resolve(Integer.toString(number)))) {
                for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                    file.write(buffer, 0, read);
                }
            }
        }
    }

    /** Fails unless the task's files are there, whole, and removes them. */
    void take(Path fetched, Task task) throws IOException {
        for (int number = 0; number < task.files(); number++) {
            Path file = fetched.resolve(Integer.toString(number));
            if (Files.mismatch(file, source(task).resolve(Integer.toString(number))) >= 0) {
                throw new IOException(file + " is not what was sent");
            }
        }
        delete(fetched);
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.walk(tree)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    @Override
    public void close() throws IOException {
        delete(directory);
    }
}
