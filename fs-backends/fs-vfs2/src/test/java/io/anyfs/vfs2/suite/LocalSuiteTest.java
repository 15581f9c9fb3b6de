package io.anyfs.vfs2.suite;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalSuiteTest extends ProviderSuiteContract {

    @TempDir
    Path root;

    @Override
    protected FileSystem open() throws IOException {
        return LocalFileSystem.open(root);
    }
}
