package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.RandomSequencesContract;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.lifecycle.AfterContainer;

/** A view of a directory gives what the model gives, whatever the random sequence. */
class MemorySubdirectoryRandomSequencesTest extends RandomSequencesContract {

    private static final FsPath ROOT = FsPath.of("/some/root");
    private static final FileSystem WHOLE = MemoryFileSystem.create();

    @AfterContainer
    static void close() throws IOException {
        WHOLE.close();
    }

    @Override
    protected FileSystem open() throws IOException {
        WHOLE.createDirectories(ROOT);
        TreeDelete.empty(WHOLE, ROOT);
        return WHOLE.subdirectory(ROOT);
    }

    @Override
    protected List<String> linkTargets() {
        return TARGETS_INSIDE;
    }
}
