package io.anyfs.vfs2;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.vfs2.backend.VfsFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Real files through both adapters, by a URL in a URL. */
class ChainOverLocalContractTest extends FileSystemContract {

    @TempDir
    Path root;

    @Override
    protected FileSystem open() throws IOException {
        return VfsFileSystem.open("anyfs:local:" + root + "!/");
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }

    @Override
    public int entries() {
        return 500;
    }

    @Override
    public int levels() {
        return 100;
    }
}
