package io.anyfs.overlay.view;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tree.Glob;
import org.junit.jupiter.api.Tag;

/** What is not hidden is as in the storage. */
@Tag("usually-once")
class FilteredContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new FilteredBackend(
                new MemoryBackend(MemoryOptions.DEFAULT),
                FilterOptions.DEFAULT.withHidden(Glob.of("**/no-such-name"), Glob.of("no/such/place"))));
    }

    /** The view asks for every name on the way to follow links itself, so 1,000 levels take long. */
    @Override
    public int levels() {
        return 200;
    }
}
