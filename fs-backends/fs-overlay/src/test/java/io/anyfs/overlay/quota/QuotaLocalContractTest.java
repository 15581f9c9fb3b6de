package io.anyfs.overlay.quota;

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

/** The contract over files on disk. */
@Tag("once")
@InBrief({Listing.class, Moving.class, Reading.class, Replacing.class, Writing.class})
class QuotaLocalContractTest extends FileSystemContract {

    private static final long MUCH = 1L << 50;

    @TempDir
    private Path root;

    @Override
    protected FileSystem open() throws IOException {
        LocalBackend local = LocalBackend.open(root, LocalOptions.DEFAULT);
        return FileSystem.over(
                QuotaBackend.over(local, QuotaOptions.DEFAULT.withMaxBytes(MUCH).withMaxEntries(1 << 20)));
    }

    /** An append reads what there is, holes too. */
    @Override
    public boolean sparseCopiesAreCheap() {
        return false;
    }

    /** Each entry costs a few calls of the system more than on the disk itself. */
    @Override
    public int entries() {
        return 500;
    }

    @Override
    public int levels() {
        return 100;
    }
}
