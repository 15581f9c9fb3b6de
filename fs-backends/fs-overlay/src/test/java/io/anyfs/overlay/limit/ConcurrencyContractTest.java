package io.anyfs.overlay.limit;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import org.junit.jupiter.api.Tag;

/** A storage of which there is enough is as it was, also when calls wait for each other. */
@Tag("once")
class ConcurrencyContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        ConcurrencyOptions options = ConcurrencyOptions.DEFAULT.withMaxCalls(2).withMaxHandles(100);
        return FileSystem.over(new ConcurrencyBackend(new MemoryBackend(MemoryOptions.DEFAULT), options));
    }
}
