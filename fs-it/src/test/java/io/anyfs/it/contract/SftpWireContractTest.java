package io.anyfs.it.contract;

import io.anyfs.memory.MemoryFileSystem;

/** A client of our SFTP server over the memory storage keeps the contract. */
class SftpWireContractTest extends SftpContract {

    SftpWireContractTest() {
        super(MemoryFileSystem::create);
    }
}
