package io.anyfs.crypt;

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

/** The contract where the storage lists and deletes trees at once, and with segments so small that their first is much shorter. */
@Tag("once")
@InBrief({Listing.class, Moving.class, Reading.class, Replacing.class, Writing.class})
class CryptOnModelContractTest extends FileSystemContract {

    private static final int SEGMENT = 1024;

    @Override
    protected FileSystem open() throws IOException {
        CryptOptions options = CryptOptions.DEFAULT.withSegmentSize(SEGMENT);
        return FileSystem.over(CryptBackend.open(new ModelBackend(), Keys.key(), options));
    }

    /** The first segment of a file. */
    @Override
    public int chunkSize() {
        return new SegmentLayout(SEGMENT).capacity(0);
    }
}
