package io.anyfs.nio.backend;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.nio.NioFileSystems;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Attributes;
import io.anyfs.tck.cases.InPlace;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.SymbolicLinks;
import io.anyfs.tck.cases.Visibility;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Real files through both adapters. */
@InBrief({SymbolicLinks.class, Attributes.class, Replacing.class, Visibility.class, InPlace.class})
@Tag("usually-once")
class ChainOverLocalContractTest extends FileSystemContract {

    @TempDir
    Path root;

    private FileSystem storage;
    private java.nio.file.FileSystem nio;

    @Override
    protected FileSystem open() throws IOException {
        storage = LocalFileSystem.open(root);
        nio = NioFileSystems.of(storage);
        return NioFileSystem.owning(nio);
    }

    @Override
    public boolean sparseCopiesAreCheap() {
        return false;
    }

    @Override
    public int entries() {
        return 500;
    }

    @Override
    public int levels() {
        return 100;
    }

    /** Neither adapter leaves anything open in the storage. */
    @Override
    public List<String> leftovers() throws IOException {
        return storage.isOpen()
                ? Stream.concat(
                                storage.openResources().stream().map(Object::toString),
                                UnfinishedFiles.below(nio.getPath("/")).stream())
                        .toList()
                : List.of();
    }
}
