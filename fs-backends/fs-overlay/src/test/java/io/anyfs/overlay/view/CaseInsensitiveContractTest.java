package io.anyfs.overlay.view;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import org.junit.jupiter.api.Tag;

/** The contract of a storage in which case does not count. */
@Tag("once")
class CaseInsensitiveContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new CaseInsensitiveBackend(new MemoryBackend(MemoryOptions.DEFAULT)));
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
}
