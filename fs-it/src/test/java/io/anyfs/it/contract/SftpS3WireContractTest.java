package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A client of our SFTP server over a bucket keeps the contract. */
@EnabledIfSystemProperty(named = "anyfs.thorough", matches = "true")
class SftpS3WireContractTest extends SftpContract {

    private ServedBucket bucket;

    @Override
    FileSystem storage() throws IOException {
        bucket = ServedBucket.start();
        return bucket.open();
    }

    @AfterAll
    void stopBucket() throws IOException {
        bucket.close();
    }

    @Override
    public int rounds() {
        return 3;
    }

    @Override
    public int entries() {
        return 1010;
    }

    @Override
    public int levels() {
        return 20;
    }

    /** A hole is sent to the store as zeros. */
    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }
}
