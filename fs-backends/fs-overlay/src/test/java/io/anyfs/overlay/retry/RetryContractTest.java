package io.anyfs.overlay.retry;

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

/** A storage that works is as it was. */
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
class RetryContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new RetryBackend(new MemoryBackend(MemoryOptions.DEFAULT), RetryOptions.DEFAULT));
    }
}
