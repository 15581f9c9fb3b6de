package io.anyfs.overlay.retry;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import org.junit.jupiter.api.Tag;

/** A storage that works is as it was. */
@Tag("once")
class RetryContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new RetryBackend(new MemoryBackend(MemoryOptions.DEFAULT), RetryOptions.DEFAULT));
    }
}
