package io.anyfs.overlay.limit;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.overlay.time.SteppingClock;
import io.anyfs.tck.FileSystemContract;
import org.junit.jupiter.api.Tag;

/** A storage that is slowed down is otherwise as it was. */
@Tag("once")
class ThrottleContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        ThrottleOptions options = ThrottleOptions.DEFAULT
                .withReadBytesPerSecond(10_000_000)
                .withWriteBytesPerSecond(10_000_000)
                .withOperationsPerSecond(10);
        return FileSystem.over(
                new ThrottleBackend(new MemoryBackend(MemoryOptions.DEFAULT), options, new SteppingClock()));
    }
}
