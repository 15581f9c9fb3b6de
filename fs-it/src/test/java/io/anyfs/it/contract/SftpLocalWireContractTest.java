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
}
