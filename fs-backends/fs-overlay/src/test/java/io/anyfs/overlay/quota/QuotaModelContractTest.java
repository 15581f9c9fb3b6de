package io.anyfs.overlay.quota;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Writing;
import io.anyfs.tck.model.ModelBackend;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** The contract over a storage that deletes and lists whole trees, and has no room to tell of. */
@Tag("once")
@InBrief({Listing.class, Moving.class, Reading.class, Replacing.class, Writing.class})
class QuotaModelContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(QuotaBackend.over(new ModelBackend(), QuotaOptions.DEFAULT.withMaxEntries(1 << 20)));
    }

    /** The model keeps each file as one array. */
    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }
}
