package io.anyfs.overlay.view;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.Operation;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.Deviation;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Writing;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Without;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract with names of which no two differ in case only. */
@Tag("once")
@InBrief({Listing.class, Moving.class, Reading.class, Replacing.class, Writing.class})
class UniqueCaseContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new UniqueNamesBackend(new MemoryBackend(MemoryOptions.DEFAULT), SameNames.CASE));
    }

    /** The view asks for every name on the way to follow links itself, so 1,000 levels take long. */
    @Override
    public int levels() {
        return 200;
    }

    /** Each new name costs a listing of its directory. */
    @Override
    public int entries() {
        return 1000;
    }

    @Test
    @Override
    @Requires(Capability.WRITE)
    @Without(Capability.CASE_SENSITIVE)
    @Deviation("It is no existing file that is in the way, but a name: both modes of writing are refused for "
            + "the same reason.")
    public void without_CASE_SENSITIVE_names_that_differ_in_case_collide() throws IOException {
        given().write("/name", "kept");
        for (WriteOptions options : List.of(WriteOptions.createNew(), WriteOptions.replace())) {
            refused(
                    CollidingNameException.class,
                    Operation.OPEN_WRITE,
                    "/NAME",
                    () -> fs().openWrite("/NAME", options));
        }
    }
}
