package io.anyfs.cache.stat;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** A storage whose facts are believed for an hour keeps the contract of all that goes through it, also without links. */
@Tag("once")
class StatCacheContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new StatCacheBackend(
                new Linkless(new MemoryBackend(MemoryOptions.DEFAULT)),
                StatCacheOptions.DEFAULT.withTtl(Duration.ofHours(1)).withMaxEntries(5000)));
    }
}
