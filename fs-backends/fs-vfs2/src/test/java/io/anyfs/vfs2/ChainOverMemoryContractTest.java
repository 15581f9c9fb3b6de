package io.anyfs.vfs2;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.vfs2.backend.VfsFileSystem;
import java.io.IOException;
import java.util.List;
import org.apache.commons.vfs2.impl.DefaultFileSystemManager;
import org.junit.jupiter.api.AfterEach;

/** A storage that goes through both adapters keeps the contract: from anyfs to Commons VFS and back. */
class ChainOverMemoryContractTest extends FileSystemContract {

    private DefaultFileSystemManager manager;
    private FileSystem storage;

    @Override
    protected FileSystem open() throws IOException {
        manager = Managers.bare();
        storage = MemoryFileSystem.create();
        return VfsFileSystem.of(VfsFileSystems.of(manager, storage));
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }

    @Override
    public int entries() {
        return 1000;
    }

    /** Each name of a path is looked at, by the adapter and by the storage. */
    @Override
    public int levels() {
        return 100;
    }

    /** Neither adapter leaves anything open in the storage. */
    @Override
    public List<String> leftovers() {
        return storage.isOpen()
                ? storage.openResources().stream().map(Object::toString).toList()
                : List.of();
    }
}
