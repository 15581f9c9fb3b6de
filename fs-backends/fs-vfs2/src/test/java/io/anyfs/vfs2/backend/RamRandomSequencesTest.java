package io.anyfs.vfs2.backend;

import io.anyfs.FileSystem;
import io.anyfs.tck.RandomSequencesContract;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** The memory of Commons VFS gives what the model gives, whatever the random sequence. */
@Tag("usually-once")
class RamRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() throws IOException {
        return VfsFileSystem.open("ram:///");
    }

    /** Each sequence opens a manager, for which Commons VFS takes long. */
    @Override
    protected int tries(int usual) {
        return usual / 4;
    }
}
