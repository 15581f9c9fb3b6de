package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.ReadOnlyViewContract;

/** The read-only view of the memory storage keeps the contract. */
class MemoryReadOnlyContractTest extends ReadOnlyViewContract {

    @Override
    protected FileSystem openStorage() {
        return MemoryFileSystem.create();
    }
}
