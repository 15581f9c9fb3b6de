package io.anyfs.vfs2.backend;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Files of the system keep the contract through Commons VFS. */
@Tag("usually-once")
class LocalContractTest extends FileSystemContract {

    @TempDir
    Path root;

    @Override
    protected FileSystem open() throws IOException {
        return VfsFileSystem.open(root.toUri().toString());
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }

    @Override
    public int entries() {
        return 1000;
    }

    @Override
    public int levels() {
        return 100;
    }

    @Override
    public List<String> leftovers() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.map(Path::toString)
                    .filter(path -> path.contains("/.vfs-anyfs-"))
                    .toList();
        }
    }
}
