package io.anyfs.cache.stat;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.RandomSequencesContract;
import java.time.Duration;
import net.jqwik.api.Tag;

/** A storage whose facts are believed for an hour gives what the model gives, whatever the random sequence. */
@Tag("once")
class StatCacheSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new StatCacheBackend(
                new Linkless(new MemoryBackend(MemoryOptions.DEFAULT)),
                StatCacheOptions.DEFAULT.withTtl(Duration.ofHours(1)).withMaxEntries(20)));
    }
}
