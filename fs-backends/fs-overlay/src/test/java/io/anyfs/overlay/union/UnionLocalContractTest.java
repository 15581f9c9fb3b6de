package io.anyfs.overlay.union;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalBackend;
import io.anyfs.local.LocalOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Attributes;
import io.anyfs.tck.cases.Concurrency;
import io.anyfs.tck.cases.CrashMatrix;
import io.anyfs.tck.cases.Deleting;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Names;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.SymbolicLinks;
import io.anyfs.tck.cases.Visibility;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract where changes go into real files, marks among them, and what is prepared is in memory below. */
@InBrief({
    Attributes.class,
    Concurrency.class,
    CrashMatrix.class,
    Deleting.class,
    Listing.class,
    Moving.class,
    Names.class,
    Replacing.class,
    SymbolicLinks.class,
    Visibility.class
})
@Tag("once")
class UnionLocalContractTest extends FileSystemContract {

    @TempDir
    Path upper;

    private UnionBackend union;

    @Override
    protected FileSystem open() throws IOException {
        union = Unions.of(LocalBackend.open(upper, LocalOptions.DEFAULT), new MemoryBackend(MemoryOptions.DEFAULT));
        return FileSystem.over(union);
    }

    @Override
    protected FileSystem preparing(FileSystem opened) {
        return closeAfterwards(FileSystem.over(new SettlingBackend(union, () -> true)));
    }

    /** Each of them is committed on its own. */
    @Override
    public int entries() {
        return 300;
    }

    /** Each path is looked up name by name. */
    @Override
    public int levels() {
        return 100;
    }

    /** What goes from layer to layer is written out, holes too. */
    @Override
    public boolean sparseCopiesAreCheap() {
        return false;
    }
}
