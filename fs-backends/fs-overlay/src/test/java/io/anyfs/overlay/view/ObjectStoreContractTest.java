package io.anyfs.overlay.view;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import org.junit.jupiter.api.Tag;

/** The contract of a storage that can do no more than an object store. */
@Tag("once")
class ObjectStoreContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new ObjectStoreBackend(new MemoryBackend(MemoryOptions.DEFAULT)));
    }
}
