package io.anyfs.it.vfs2;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalFileSystem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A directory that a foreign server serves. */
record ServedDirectory(String url, Path directory, FileSystem served, Closeable server) implements ServerContract.Site {

    static ServedDirectory of(String url, Path directory, Closeable server) throws IOException {
        return new ServedDirectory(url, directory, LocalFileSystem.open(directory), server);
    }

    @Override
    public List<String> leftovers() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.map(Path::toString)
                    .filter(path -> path.contains("/.vfs-anyfs-"))
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        try (served) {
            server.close();
        }
    }
}
