package io.anyfs.cache;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A cached storage keeps the contract, with a cache that is too small for much of it. */
@Tag("usually-once")
class CacheContractTest extends FileSystemContract {

    @TempDir
    private Path directory;

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(new CachingBackend(new MemoryBackend(MemoryOptions.DEFAULT), options(directory)));
    }

    static CachingOptions options(Path directory) {
        return CachingOptions.in(directory)
                .withBlockBytes(64 * 1024)
                .withMaxBytes(2 << 20)
                .withReadAheadBytes(256 * 1024);
    }
}
