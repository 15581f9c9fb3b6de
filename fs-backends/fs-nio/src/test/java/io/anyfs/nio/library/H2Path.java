package io.anyfs.nio.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.h2.store.fs.FilePath;

/** What H2 needs to keep a database at any path: {@code jdbc:h2:anyfs:/name}. */
public final class H2Path extends FilePath {

    private static final String SCHEME = "anyfs";

    private final Path root;
    private final Path path;

    /** The files below a directory. */
    public H2Path(Path root) {
        this(root, root);
    }

    private H2Path(Path root, Path path) {
        this.root = root;
        this.path = path;
        this.name = SCHEME + ":/" + root.relativize(path);
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws IOException;
    }

    private static <T> T run(Call<T> call) {
        try {
            return call.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public long size() {
        return run(() -> Files.size(path));
    }

    @Override
    public void moveTo(FilePath newName, boolean atomicReplace) {
        StandardCopyOption option =
                atomicReplace ? StandardCopyOption.ATOMIC_MOVE : StandardCopyOption.REPLACE_EXISTING;
        run(() -> Files.move(path, ((H2Path) newName).path, option));
    }

    @Override
    public boolean createFile() {
        return !exists() && run(() -> Files.exists(Files.createFile(path)));
    }

    @Override
    public boolean exists() {
        return Files.exists(path);
    }

    @Override
    public void delete() {
        run(() -> Files.deleteIfExists(path));
    }

    @Override
    public List<FilePath> newDirectoryStream() {
        return run(() -> {
            try (Stream<Path> entries = Files.list(path)) {
                return entries.<FilePath>map(entry -> new H2Path(root, entry)).toList();
            }
        });
    }

    @Override
    public FilePath toRealPath() {
        return this;
    }

    @Override
    public FilePath getParent() {
        return path.equals(root) ? null : new H2Path(root, path.getParent());
    }

    @Override
    public boolean isDirectory() {
        return Files.isDirectory(path);
    }

    @Override
    public boolean isRegularFile() {
        return Files.isRegularFile(path);
    }

    @Override
    public boolean isAbsolute() {
        return true;
    }

    @Override
    public long lastModified() {
        return run(() -> Files.getLastModifiedTime(path).toMillis());
    }

    @Override
    public boolean canWrite() {
        return Files.isWritable(path);
    }

    @Override
    public void createDirectory() {
        run(() -> Files.createDirectories(path));
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        Set<OpenOption> options = mode.equals("r")
                ? Set.of(StandardOpenOption.READ)
                : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        return FileChannel.open(path, options);
    }

    @Override
    public boolean setReadOnly() {
        return false;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FilePath getPath(String text) {
        return new H2Path(root, root.resolve(text.substring(SCHEME.length() + 1).replaceFirst("^/+", "")));
    }
}
