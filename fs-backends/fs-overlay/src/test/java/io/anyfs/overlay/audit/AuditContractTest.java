package io.anyfs.overlay.audit;

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
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A storage that is recorded is as it was. */
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
class AuditContractTest extends FileSystemContract {

    @TempDir
    private Path directory;

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(new AuditBackend(
                new MemoryBackend(MemoryOptions.DEFAULT),
                AuditFile.open(directory.resolve("audit.log"), false),
                AuditOptions.DEFAULT.withHash(true)));
    }
}
