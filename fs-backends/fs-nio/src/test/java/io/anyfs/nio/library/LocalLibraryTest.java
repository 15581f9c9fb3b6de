package io.anyfs.nio.library;

import io.anyfs.local.LocalFileSystem;
import io.anyfs.nio.NioFileSystems;
import io.anyfs.nio.NioOptions;
import io.anyfs.nio.NioOptions.Locks;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Libraries on disk. */
class LocalLibraryTest extends LibraryContract {

    @TempDir
    Path disk;

    @Override
    protected FileSystem open() throws IOException {
        return NioFileSystems.of(LocalFileSystem.open(disk), NioOptions.DEFAULT.withLocks(Locks.WITHIN_PROCESS));
    }
}
