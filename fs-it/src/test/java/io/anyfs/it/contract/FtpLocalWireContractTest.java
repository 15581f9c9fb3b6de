package io.anyfs.it.contract;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A client of our FTP server over a directory of this machine keeps the contract. */
class FtpLocalWireContractTest extends FtpContract {

    @TempDir
    static Path root;

    FtpLocalWireContractTest() {
        super(new ServedDirectory(() -> root));
    }
}
