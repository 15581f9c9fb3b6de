package io.anyfs.vfs2.suite;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;

class MemorySuiteTest extends ProviderSuiteContract {

    @Override
    protected FileSystem open() {
        return MemoryFileSystem.create();
    }
}
