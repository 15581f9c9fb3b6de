package io.anyfs.overlay.mount;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalBackend;
import io.anyfs.local.LocalOptions;
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

/** Real files that are mounted two levels deep keep the contract. */
@Tag("once")
@InBrief({Listing.class, Moving.class, Reading.class, Replacing.class, Writing.class})
class MountLocalContractTest extends FileSystemContract {

    @TempDir
    private Path directory;

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(
                new PartBackend(Trees.belowMounts(LocalBackend.open(directory, LocalOptions.DEFAULT)), Trees.DEEP));
    }

    /** An append reads what there is, holes too. */
    @Override
    public boolean sparseCopiesAreCheap() {
        return false;
    }

    /** What is large is tried over memory. */
    @Override
    public int entries() {
        return 1000;
    }

    @Override
    public int levels() {
        return 200;
    }
}
