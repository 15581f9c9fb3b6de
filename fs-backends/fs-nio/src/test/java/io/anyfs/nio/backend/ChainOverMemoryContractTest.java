package io.anyfs.nio.backend;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.nio.NioFileSystems;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A storage that goes through both adapters keeps the contract: from anyfs to the JDK's interface and back. */
class ChainOverMemoryContractTest extends FileSystemContract {

    private FileSystem storage;
    private java.nio.file.FileSystem nio;

    @Override
    protected FileSystem open() throws IOException {
        storage = MemoryFileSystem.create();
        nio = NioFileSystems.of(storage);
        return NioFileSystem.owning(nio);
    }

    /** Each name of a path is looked at, by the adapter and by the storage. */
    @Override
    public int levels() {
        return 200;
    }

    /** Neither adapter leaves anything open in the storage. */
    @Override
    public List<String> leftovers() throws IOException {
        return storage.isOpen()
                ? Stream.concat(
                                storage.openResources().stream().map(Object::toString),
                                UnfinishedFiles.below(nio.getPath("/")).stream())
                        .toList()
                : List.of();
    }
}
