package io.anyfs.cache.writeback;

import io.anyfs.FileSystem;
import io.anyfs.cache.writeback.WriteBackOptions.Acknowledge;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A storage in memory that can go wrong, and a directory to stage in. Others see the storage too. */
abstract class StagedOverMemory {

    static final Duration LONG = Duration.ofHours(1);

    @TempDir
    Path directory;

    final MemoryBackend memory = new MemoryBackend(MemoryOptions.DEFAULT);
    final FileSystem foreign = FileSystem.over(memory);
    final FaultPlan storage = new FaultPlan(1);

    @AfterEach
    void close() throws IOException {
        foreign.close();
    }

    /** The storage, which outlives those that wrap it. */
    static final class Lasting extends ForwardingBackend {
        Lasting(Backend delegate) {
            super(delegate);
        }

        @Override
        public void close() {}
    }

    final WriteBackOptions staged() {
        return WriteBackOptions.in(directory)
                .withAcknowledge(Acknowledge.STAGED)
                .withRetryDelay(Duration.ofMillis(1))
                .withCloseWait(Duration.ZERO);
    }

    final WriteBackBackend open(WriteBackOptions options) throws IOException {
        return new WriteBackBackend(new FaultBackend(new Lasting(memory), storage), options);
    }

    static List<String> paths(WriteBackBackend backend) {
        return backend.pending().stream().map(each -> each.path().toString()).toList();
    }

    final long files(String ending) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(ending)).count();
        }
    }
}
