package io.anyfs.overlay.view;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalBackend;
import io.anyfs.local.LocalOptions;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Concurrency;
import io.anyfs.tck.cases.InPlace;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Names;
import io.anyfs.tck.cases.SymbolicLinks;
import io.anyfs.tck.cases.Updating;
import io.anyfs.tck.cases.Writing;
import io.anyfs.tree.Glob;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Over real files: their links, their writes in place, their moves. */
@InBrief({
    Concurrency.class,
    InPlace.class,
    Moving.class,
    Names.class,
    SymbolicLinks.class,
    Updating.class,
    Writing.class
})
@Tag("once")
class FilteredLocalContractTest extends FileSystemContract {

    @TempDir
    Path root;

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(new FilteredBackend(
                LocalBackend.open(root, LocalOptions.DEFAULT),
                FilterOptions.DEFAULT.withHidden(Glob.of("**/no-such-name"), Glob.of("no/such/place"))));
    }

    @Override
    public int levels() {
        return 100;
    }

    @Override
    public int entries() {
        return 500;
    }
}
