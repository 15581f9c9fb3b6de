package io.anyfs.nio.backend;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.nio.NioFileSystems;
import io.anyfs.tck.RandomSequencesContract;
import java.io.IOException;
import java.util.List;

/** Both adapters in one chain give what the model gives, whatever the random sequence. */
class ChainRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() throws IOException {
        return NioFileSystem.owning(NioFileSystems.of(MemoryFileSystem.create()));
    }

    /** Links out of the root are refused. */
    @Override
    protected List<String> linkTargets() {
        return TARGETS_INSIDE;
    }
}
