package io.anyfs.overlay.view;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Attributes;
import io.anyfs.tck.cases.DeletingTrees;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.model.ModelBackend;
import io.anyfs.tree.Glob;
import org.junit.jupiter.api.Tag;

/** Over a storage that lists and deletes whole trees at once. */
@InBrief({Attributes.class, DeletingTrees.class, Listing.class})
@Tag("once")
class FilteredModelContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new FilteredBackend(
                new ModelBackend(),
                FilterOptions.DEFAULT.withHidden(Glob.of("**/no-such-name"), Glob.of("no/such/place"))));
    }

    @Override
    public int entries() {
        return 500;
    }

    @Override
    public int levels() {
        return 100;
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }
}
