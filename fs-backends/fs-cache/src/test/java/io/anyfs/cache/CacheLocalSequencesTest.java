package io.anyfs.cache;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.local.LocalBackend;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.local.LocalOptions;
import io.anyfs.spi.Backend;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Cached files on a disk, where the names of deleted ones are used again, give what the model gives. */
@Tag("once")
class CacheLocalSequencesTest extends CacheSequences {

    private static Path root = Path.of("");

    @BeforeContainer
    static void createRoot() throws IOException {
        root = Files.createTempDirectory("anyfs-sequences");
    }

    @AfterContainer
    static void deleteRoot() throws IOException {
        empty();
        Files.delete(root);
    }

    private static void empty() throws IOException {
        try (FileSystem fs = LocalFileSystem.open(root)) {
            TreeDelete.empty(fs, FsPath.ROOT);
        }
    }

    @Override
    Backend storage() throws IOException {
        empty();
        return LocalBackend.open(root, LocalOptions.DEFAULT);
    }

    /** On disk all links are relative: one that was written with a leading slash leads elsewhere when a directory above it moves. */
    @Override
    protected List<String> linkTargets() {
        return List.of("a", "b", "./c", "b/c");
    }
}
