package io.anyfs.overlay.view;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Writing;
import org.junit.jupiter.api.Tag;

/** The contract with names of which no two are canonically the same. */
@Tag("once")
@InBrief({Listing.class, Moving.class, Reading.class, Replacing.class, Writing.class})
class UniqueNfcContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new UniqueNamesBackend(new MemoryBackend(MemoryOptions.DEFAULT), SameNames.NFC));
    }

    /** The view asks for every name on the way to follow links itself, so 1,000 levels take long. */
    @Override
    public int levels() {
        return 200;
    }
}
