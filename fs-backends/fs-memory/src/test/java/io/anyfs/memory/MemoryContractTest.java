package io.anyfs.memory;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;

/** The memory storage keeps the contract. */
class MemoryContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return MemoryFileSystem.create();
    }
}
