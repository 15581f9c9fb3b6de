package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;

/** A client of our FTP server over the memory storage keeps the contract. */
class FtpWireContractTest extends FtpContract {

    @Override
    FileSystem storage() {
        return MemoryFileSystem.create();
    }
}
