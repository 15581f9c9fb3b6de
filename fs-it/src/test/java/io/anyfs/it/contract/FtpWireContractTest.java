package io.anyfs.it.contract;

import io.anyfs.memory.MemoryFileSystem;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A client of our FTP server over the memory storage keeps the contract. */
@EnabledIfSystemProperty(named = "anyfs.thorough", matches = "true")
class FtpWireContractTest extends FtpContract {

    FtpWireContractTest() {
        super(MemoryFileSystem::create);
    }
}
