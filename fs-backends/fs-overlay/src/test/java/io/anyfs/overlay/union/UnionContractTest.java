package io.anyfs.overlay.union;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** The contract on an empty write layer above an empty storage, both in memory. */
@Tag("usually-once")
class UnionContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(
                Unions.of(new MemoryBackend(MemoryOptions.DEFAULT), new MemoryBackend(MemoryOptions.DEFAULT)));
    }

    /** Each path is looked up name by name. */
    @Override
    public int levels() {
        return 300;
    }
}
