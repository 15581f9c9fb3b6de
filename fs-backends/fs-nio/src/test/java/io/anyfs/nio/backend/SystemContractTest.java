package io.anyfs.nio.backend;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Attributes;
import io.anyfs.tck.cases.InPlace;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Names;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.SymbolicLinks;
import io.anyfs.tck.cases.Visibility;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The filesystem of the system keeps the contract. */
@InBrief({
    SymbolicLinks.class,
    Attributes.class,
    Replacing.class,
    Visibility.class,
    InPlace.class,
    Moving.class,
    Names.class
})
class SystemContractTest extends FileSystemContract {

    @TempDir
    Path root;

    @Override
    protected FileSystem open() throws IOException {
        return NioFileSystem.open(root);
    }

    @Override
    public boolean sparseCopiesAreCheap() {
        return false;
    }

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
        return UnfinishedFiles.below(root);
    }
}
