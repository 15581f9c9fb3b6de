package io.anyfs.vfs2.backend;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;

/** The memory of Commons VFS keeps the contract. */
class RamContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() throws IOException {
        return VfsFileSystem.open("ram:///");
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }

    /** A deep path is looked at name by name. */
    @Override
    public int levels() {
        return 200;
    }
}
