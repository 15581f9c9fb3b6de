package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A client of our SFTP server over a directory of this machine keeps the contract. */
class SftpLocalWireContractTest extends SftpContract {

    @TempDir
    static Path root;

    @Override
    FileSystem storage() throws IOException {
        return LocalFileSystem.open(root);
    }

    /** An append reads what there is, holes too. In memory there is nothing to read. */
    @Override
    public boolean sparseCopiesAreCheap() {
        return false;
    }

    /** Large directories and deep trees go over the same wire in the contract of the storage in memory. */
    @Override
    public int entries() {
        return 1000;
    }

    @Override
    public int levels() {
        return 100;
    }
}
