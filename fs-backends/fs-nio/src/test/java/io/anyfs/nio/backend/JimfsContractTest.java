package io.anyfs.nio.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.anyfs.FileSystem;
import io.anyfs.tck.Deviation;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Attributes;
import io.anyfs.tck.cases.Concurrency;
import io.anyfs.tck.cases.Copying;
import io.anyfs.tck.cases.InPlace;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Names;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.SymbolicLinks;
import io.anyfs.tck.cases.Visibility;
import io.anyfs.tck.cases.Writing;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A filesystem of another vendor, with links and permissions, keeps the contract. */
@InBrief({
    SymbolicLinks.class,
    Attributes.class,
    Reading.class,
    Writing.class,
    Replacing.class,
    Visibility.class,
    InPlace.class,
    Moving.class,
    Copying.class,
    Names.class,
    Concurrency.class
})
@Tag("usually-once")
class JimfsContractTest extends FileSystemContract {

    private java.nio.file.FileSystem nio;

    @Override
    protected FileSystem open() throws IOException {
        Configuration unix = Configuration.unix().toBuilder()
                .setAttributeViews("basic", "owner", "posix", "unix")
                .setWorkingDirectory("/")
                .build();
        nio = Jimfs.newFileSystem(unix);
        return NioFileSystem.owning(nio);
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }

    @Override
    public int levels() {
        return 200;
    }

    @Test
    @Override
    @Deviation("A look that has found the file just before it is replaced tells the size that jimfs leaves of "
            + "it, which is 0.")
    public void a_file_that_is_replaced_is_always_listed_and_never_missing() throws Exception {
        fs().createDirectory("/d");
        fs().write("/d/f", "0");
        for (int round = 1; round < 100; round++) {
            fs().write("/d/f", "round " + round);
            assertEquals(List.of("f"), names("/d"));
            assertTrue(fs().stat("/d/f").size() > 0);
        }
    }

    @Override
    public List<String> leftovers() throws IOException {
        return nio.isOpen() ? UnfinishedFiles.below(nio.getPath("/")) : List.of();
    }
}
