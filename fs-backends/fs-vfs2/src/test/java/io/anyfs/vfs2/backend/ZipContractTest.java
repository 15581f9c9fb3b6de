package io.anyfs.vfs2.backend;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** A zip file keeps the contract of what can be read, through Commons VFS. */
class ZipContractTest extends FileSystemContract {

    @TempDir
    Path directory;

    private @Nullable FileSystem content;

    @Override
    protected FileSystem open() throws IOException {
        FileSystem files = closeAfterwards(MemoryFileSystem.create());
        content = files;
        return FileSystem.over(Packed.of(files, directory));
    }

    @Override
    protected FileSystem preparing(FileSystem opened) {
        return Objects.requireNonNull(content);
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }

    @Override
    public int entries() {
        return 200;
    }

    @Override
    public int levels() {
        return 50;
    }
}
