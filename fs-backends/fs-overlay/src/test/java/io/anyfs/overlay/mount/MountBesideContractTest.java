package io.anyfs.overlay.mount;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Writing;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** The storage at the root keeps the contract while others are mounted beside: links are followed by the tree. */
@Tag("once")
@InBrief({Listing.class, Moving.class, Reading.class, Replacing.class, Writing.class})
class MountBesideContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(Trees.besideMounts(Trees.memory()));
    }

    /** The tree asks for every name on the way, as a view of a directory does. */
    @Override
    public int levels() {
        return 200;
    }
}
