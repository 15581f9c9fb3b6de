package io.anyfs.overlay.limit;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import org.junit.jupiter.api.Tag;

/** A storage that is quick enough is as it was. */
@Tag("once")
class TimeoutContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new TimeoutBackend(new MemoryBackend(MemoryOptions.DEFAULT), TimeoutOptions.DEFAULT));
    }
}
