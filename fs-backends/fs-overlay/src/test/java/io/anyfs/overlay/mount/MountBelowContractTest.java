package io.anyfs.overlay.mount;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** A storage that is mounted two levels deep keeps the contract: links are followed by the storage. */
@Tag("usually-once")
class MountBelowContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(new PartBackend(Trees.belowMounts(Trees.memory()), Trees.DEEP));
    }
}
