package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Appending;
import io.anyfs.tck.cases.Copying;
import io.anyfs.tck.cases.Deleting;
import io.anyfs.tck.cases.DeletingTrees;
import io.anyfs.tck.cases.Directories;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Updating;
import io.anyfs.tck.cases.Visibility;
import io.anyfs.tck.cases.Writing;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract of a composition, opened anew for each case. Its parts have tried all of it alone. */
@InBrief({
    Appending.class,
    Copying.class,
    Deleting.class,
    DeletingTrees.class,
    Directories.class,
    Listing.class,
    Moving.class,
    Reading.class,
    Replacing.class,
    Updating.class,
    Visibility.class,
    Writing.class
})
abstract class ComposedContract extends FileSystemContract {

    private final Composition composition;

    @TempDir
    private Path directory;

    ComposedContract(Composition composition) {
        this.composition = composition;
    }

    @Override
    protected final FileSystem open() throws IOException {
        FileSystem whole = composition.open(directory);
        FileSystem seen = composition.seen(whole);
        return seen == whole ? whole : viewOf(whole, seen);
    }

    private FileSystem viewOf(FileSystem whole, FileSystem seen) {
        closeAfterwards(whole);
        return seen;
    }

    @Override
    public final int rounds() {
        return Boolean.getBoolean("anyfs.thorough") ? 20 : 2;
    }

    @Override
    public final int entries() {
        return 1010;
    }

    @Override
    public final int levels() {
        return 20;
    }

    @Override
    public final boolean sparseFilesAreCheap() {
        return false;
    }
}
