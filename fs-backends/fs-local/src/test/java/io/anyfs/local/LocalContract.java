package io.anyfs.local;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** The contract on real files, with a look at what is left beside them. */
abstract class LocalContract extends FileSystemContract {

    @TempDir
    Path root;

    abstract LocalOptions options();

    @Override
    protected FileSystem open() throws IOException {
        return LocalFileSystem.open(root, options());
    }

    /** An append reads what there is, holes too. */
    @Override
    public boolean sparseCopiesAreCheap() {
        return Boolean.getBoolean("anyfs.thorough");
    }

    /** What is large is tried in {@link LocalLargeContractTest}. */
    @Override
    public int entries() {
        return 1000;
    }

    @Override
    public int levels() {
        return 200;
    }

    @Override
    public List<String> leftovers() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.map(path -> root.relativize(path).toString())
                    .filter(path -> path.contains(".anyfs-") && !isStaging(path))
                    .toList();
        }
    }

    /** The staging directory stays until the close, and is empty. */
    private boolean isStaging(String path) {
        return !path.replace("below/", "").contains("/") && Files.isDirectory(root.resolve(path));
    }
}
