package io.anyfs.nio.library;

import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.nio.NioFileSystems;
import io.anyfs.nio.NioOptions;
import io.anyfs.nio.NioOptions.Locks;
import java.nio.file.FileSystem;

/** Libraries in memory. */
class MemoryLibraryTest extends LibraryContract {

    @Override
    protected FileSystem open() {
        return NioFileSystems.of(MemoryFileSystem.create(), NioOptions.DEFAULT.withLocks(Locks.WITHIN_PROCESS));
    }
}
