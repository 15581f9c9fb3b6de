package io.anyfs.overlay.limit;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Appending;
import io.anyfs.tck.cases.Concurrency;
import io.anyfs.tck.cases.Copying;
import io.anyfs.tck.cases.Lifecycle;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Updating;
import io.anyfs.tck.cases.Writing;
import org.junit.jupiter.api.Tag;

/** A storage of which there is enough is as it was, also when calls wait for each other. */
@Tag("once")
@InBrief({
    Appending.class,
    Concurrency.class,
    Copying.class,
    Lifecycle.class,
    Listing.class,
    Moving.class,
    Reading.class,
    Replacing.class,
    Updating.class,
    Writing.class
})
class ConcurrencyContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        ConcurrencyOptions options = ConcurrencyOptions.DEFAULT.withMaxCalls(2).withMaxHandles(100);
        return FileSystem.over(new ConcurrencyBackend(new MemoryBackend(MemoryOptions.DEFAULT), options));
    }
}
