package io.anyfs.cache;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.spi.Backend;
import io.anyfs.tck.RandomSequencesContract;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random sequences on a cached storage. The cache stays from one sequence to the next: what it keeps of others must not matter. */
abstract class CacheSequences extends RandomSequencesContract {

    private static Path directory = Path.of("");

    @BeforeContainer
    static void createDirectory() throws IOException {
        directory = Files.createTempDirectory("anyfs-cache");
    }

    @AfterContainer
    static void deleteDirectory() throws IOException {
        try (FileSystem fs = LocalFileSystem.open(directory)) {
            TreeDelete.empty(fs, FsPath.ROOT);
        }
        Files.delete(directory);
    }

    abstract Backend storage() throws IOException;

    @Override
    protected final FileSystem open() throws IOException {
        return FileSystem.over(new CachingBackend(
                storage(),
                CachingOptions.in(directory)
                        .withBlockBytes(chunkSize())
                        .withMaxBytes(1 << 20)
                        .withReadAheadBytes(2 * chunkSize())));
    }
}
