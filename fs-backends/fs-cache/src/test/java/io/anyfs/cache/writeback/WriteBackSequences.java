package io.anyfs.cache.writeback;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.cache.writeback.WriteBackOptions.Acknowledge;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.RandomSequencesContract;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random sequences on a storage with a write-back, links among them. */
abstract class WriteBackSequences extends RandomSequencesContract {

    private static Path directory = Path.of("");

    @BeforeContainer
    static void createDirectory() throws IOException {
        directory = Files.createTempDirectory("anyfs-writeback");
    }

    @AfterContainer
    static void deleteDirectory() throws IOException {
        try (FileSystem fs = LocalFileSystem.open(directory)) {
            TreeDelete.empty(fs, FsPath.ROOT);
        }
        Files.delete(directory);
    }

    abstract Duration delay();

    @Override
    protected final FileSystem open() throws IOException {
        return FileSystem.over(new WriteBackBackend(
                new MemoryBackend(MemoryOptions.DEFAULT),
                WriteBackOptions.in(directory)
                        .withAcknowledge(Acknowledge.STAGED)
                        .withDelay(delay())));
    }
}
