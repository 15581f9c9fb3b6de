package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A directory of this machine. Large directories and deep trees go over the same wire in the contract of the storage in memory.
 *
 * @param root where it is, once the server starts
 */
record ServedDirectory(Supplier<Path> root) implements ServedStorage {

    @Override
    public FileSystem open() throws IOException {
        return LocalFileSystem.open(root.get());
    }

    @Override
    public int entries() {
        return 1000;
    }

    @Override
    public int levels() {
        return 100;
    }
}
