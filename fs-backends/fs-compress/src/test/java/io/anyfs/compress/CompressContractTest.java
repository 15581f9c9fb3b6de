package io.anyfs.compress;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import org.junit.jupiter.api.Tag;

/** Compression over memory keeps the contract. */
@Tag("usually-once")
class CompressContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new CompressBackend(new MemoryBackend(MemoryOptions.DEFAULT), options()));
    }

    CompressOptions options() {
        return CompressOptions.DEFAULT.withFrameSize(chunkSize());
    }
}
