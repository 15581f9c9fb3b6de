package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.SubdirectoryViewContract;

/** The view of a directory of the memory storage keeps the contract. */
class MemorySubdirectoryContractTest extends SubdirectoryViewContract {

    @Override
    protected FileSystem openStorage() {
        return MemoryFileSystem.create();
    }
}
