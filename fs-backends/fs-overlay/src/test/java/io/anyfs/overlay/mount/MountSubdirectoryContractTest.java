package io.anyfs.overlay.mount;

import io.anyfs.FileSystem;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.SubdirectoryViewContract;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Writing;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** A directory of the storage at the root keeps the contract, seen as a filesystem of its own, and what is beside it stays. */
@Tag("once")
@InBrief({Listing.class, Moving.class, Reading.class, Replacing.class, Writing.class})
class MountSubdirectoryContractTest extends SubdirectoryViewContract {

    @Override
    protected FileSystem openStorage() throws IOException {
        return FileSystem.over(Trees.tree(Trees.memory(), "/mnt/one", "/some/other"));
    }
}
