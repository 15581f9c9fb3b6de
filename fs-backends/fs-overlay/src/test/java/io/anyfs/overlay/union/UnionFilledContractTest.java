package io.anyfs.overlay.union;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalBackend;
import io.anyfs.local.LocalOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Writing;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract where what each case prepares is in the lower layer, real files, and its changes go into memory. */
@Tag("once")
@InBrief({Listing.class, Moving.class, Reading.class, Replacing.class, Writing.class})
class UnionFilledContractTest extends FileSystemContract {

    @TempDir
    Path lower;

    private UnionBackend union;

    @Override
    protected FileSystem open() throws IOException {
        union = Unions.of(new MemoryBackend(MemoryOptions.DEFAULT), LocalBackend.open(lower, LocalOptions.DEFAULT));
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
