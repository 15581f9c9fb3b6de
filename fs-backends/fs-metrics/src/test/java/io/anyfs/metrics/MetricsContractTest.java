package io.anyfs.metrics;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Tag;

/** A storage that is measured is as it was. */
@Tag("once")
class MetricsContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(
                new MetricsBackend(new MemoryBackend(MemoryOptions.DEFAULT), new SimpleMeterRegistry(), "memory"));
    }
}
