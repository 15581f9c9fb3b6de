package io.anyfs.cache;

import io.anyfs.FileSystem;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.tck.subject.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A storage in memory with a cache of small blocks, changed by others too, that goes wrong as a test plans it. */
abstract class CachedMemory {

    static final int BLOCK = 4096;
    static final byte[] TEN_BLOCKS = Content.bytes(10 * BLOCK - 7);

    @TempDir
    Path directory;

    final MemoryBackend memory = new MemoryBackend(MemoryOptions.DEFAULT);
    final FileSystem foreign = FileSystem.over(memory);
    final FaultPlan storage = new FaultPlan(1);

    @AfterEach
    final void close() throws IOException {
        foreign.close();
    }

    final CachingOptions options() {
        return CachingOptions.in(directory.resolve("cache"))
                .withBlockBytes(BLOCK)
                .withMaxBytes(1 << 20)
                .withReadAheadBytes(4 * BLOCK);
    }

    final CachingBackend open(CachingOptions options) throws IOException {
        return new CachingBackend(new FaultBackend(new Borrowed(memory), storage), options);
    }

    final List<Path> blocks() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("cache/blocks"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** Stays open when the cache is closed, for the next one. */
    private static final class Borrowed extends ForwardingBackend {
        Borrowed(Backend delegate) {
            super(delegate);
        }

        @Override
        public void close() {}
    }
}
