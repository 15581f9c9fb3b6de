package io.anyfs.nio.backend;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.nio.NioFileSystems;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;

/** A storage that goes through both adapters keeps the contract: from anyfs to the JDK's interface and back. */
class ChainOverMemoryContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() throws IOException {
        return NioFileSystem.owning(NioFileSystems.of(MemoryFileSystem.create()));
    }

    /** Each name of a path is looked at, by the adapter and by the storage. */
    @Override
    public int levels() {
        return 200;
    }
}
