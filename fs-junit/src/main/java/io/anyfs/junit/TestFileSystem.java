package io.anyfs.junit;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsUrl;
import io.anyfs.lifecycle.OpenResource;
import io.anyfs.lifecycle.ResourceLeakException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A filesystem that was opened for a test, with its directory if it needed one. */
final class TestFileSystem {

    private final FileSystem fileSystem;
    private final @Nullable Path directory;

    private TestFileSystem(FileSystem fileSystem, @Nullable Path directory) {
        this.fileSystem = fileSystem;
        this.directory = directory;
    }

    static TestFileSystem open(String url) throws IOException {
        if (!url.contains(InjectFs.TEMP)) {
            return new TestFileSystem(FileSystems.open(url), null);
        }
        Path directory = Files.createTempDirectory("anyfs-test");
        try {
            return new TestFileSystem(FileSystems.open(url.replace(InjectFs.TEMP, inUrl(directory))), directory);
        } catch (IOException | RuntimeException | Error failure) {
            delete(directory);
            throw failure;
        }
    }

    FileSystem fileSystem() {
        return fileSystem;
    }

    /** What was opened through it and not closed. What another thread is just closing was not forgotten. */
    List<OpenResource> left() {
        return fileSystem.openResources().stream()
                .filter(open -> !open.closing())
                .toList();
    }

    /** Closes all that is left, which has been told, and deletes the directory. */
    void close() throws IOException {
        try {
            fileSystem.close();
        } catch (ResourceLeakException told) {
            // by left()
        } finally {
            if (directory != null) {
                delete(directory);
            }
        }
    }

    /** Percent-encoded, for a {@link FsUrl} decodes. */
    private static String inUrl(Path directory) {
        return directory.toUri().getRawPath().replaceFirst("/$", "");
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
