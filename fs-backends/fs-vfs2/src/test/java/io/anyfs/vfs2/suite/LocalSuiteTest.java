package io.anyfs.vfs2.suite;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemManager;
import org.junit.jupiter.api.io.TempDir;

/** A directory of the machine, opened by its URL. */
class LocalSuiteTest extends ProviderSuiteContract {

    @TempDir
    Path root;

    @Override
    protected FileSystem open() throws IOException {
        return LocalFileSystem.open(root);
    }

    @Override
    protected FileObject root(FileSystemManager manager, FileSystem storage) throws IOException {
        return manager.resolveFile("anyfs:local:" + root + "!/");
    }
}
