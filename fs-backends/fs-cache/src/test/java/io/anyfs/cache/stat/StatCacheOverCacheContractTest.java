package io.anyfs.cache.stat;

import io.anyfs.FileSystem;
import io.anyfs.cache.CachingBackend;
import io.anyfs.cache.CachingOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** {@code statcache+cache+…} keeps the contract of all that goes through it: facts believed for an hour over blocks on disk. */
@Tag("once")
class StatCacheOverCacheContractTest extends FileSystemContract {

    @TempDir
    private Path directory;

    @Override
    protected FileSystem open() throws IOException {
        CachingBackend cache = new CachingBackend(
                new Linkless(new MemoryBackend(MemoryOptions.DEFAULT)),
                CachingOptions.in(directory)
                        .withBlockBytes(64 * 1024)
                        .withMaxBytes(2 << 20)
                        .withReadAheadBytes(256 * 1024));
        return FileSystem.over(new StatCacheBackend(cache, StatCacheOptions.DEFAULT.withTtl(Duration.ofHours(1))));
    }
}
