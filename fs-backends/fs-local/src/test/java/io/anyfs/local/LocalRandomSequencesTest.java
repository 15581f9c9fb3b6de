package io.anyfs.local;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.tck.RandomSequencesContract;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Real files give what the model gives, whatever the random sequence. */
class LocalRandomSequencesTest extends RandomSequencesContract {

    private static Path root = Path.of("");

    @BeforeContainer
    static void createDirectory() throws IOException {
        root = Files.createTempDirectory("anyfs-sequences");
    }

    @AfterContainer
    static void deleteDirectory() throws IOException {
        try (FileSystem fs = LocalFileSystem.open(root)) {
            TreeDelete.empty(fs, FsPath.ROOT);
        }
        Files.delete(root);
    }

    @Override
    protected FileSystem open() throws IOException {
        FileSystem fs = LocalFileSystem.open(root);
        TreeDelete.empty(fs, FsPath.ROOT);
        return fs;
    }

    /** On disk all links are relative: one that was written with a leading slash leads elsewhere when a directory above it moves. */
    @Override
    protected List<String> linkTargets() {
        return List.of("a", "b", "./c", "b/c");
    }
}
