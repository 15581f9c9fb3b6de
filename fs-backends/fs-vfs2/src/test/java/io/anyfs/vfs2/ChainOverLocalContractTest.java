package io.anyfs.vfs2;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Attributes;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Visibility;
import io.anyfs.vfs2.backend.VfsFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.vfs2.impl.DefaultFileSystemManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Real files through both adapters, by their URL. */
@InBrief({Attributes.class, Replacing.class, Visibility.class})
@Tag("usually-once")
class ChainOverLocalContractTest extends FileSystemContract {

    @TempDir
    Path root;

    private DefaultFileSystemManager manager;

    @Override
    protected FileSystem open() throws IOException {
        manager = Managers.bare();
        return VfsFileSystem.of(manager.resolveFile("anyfs:local:" + root + "!/"));
    }

    @AfterEach
    void closeManager() {
        manager.close();
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
