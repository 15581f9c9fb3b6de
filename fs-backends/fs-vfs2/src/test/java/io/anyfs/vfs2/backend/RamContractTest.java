package io.anyfs.vfs2.backend;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** The memory of Commons VFS keeps the contract. */
@Tag("usually-once")
class RamContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() throws IOException {
        return VfsFileSystem.open("ram:///");
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }

    /** It copies the names of a directory for each new one. */
    @Override
    public int entries() {
        return 1000;
    }

    /** A deep path is looked at name by name. */
    @Override
    public int levels() {
        return 200;
    }
}
