package io.anyfs.it.contract;

import io.anyfs.s3.testing.S3MockRaces;
import io.anyfs.s3.testing.S3Server;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** As {@link SftpS3WireContractTest}, with another server behind. */
@EnabledIfSystemProperty(named = "anyfs.thorough", matches = "true")
class SftpS3MockWireContractTest extends SftpContract implements S3MockRaces {

    SftpS3MockWireContractTest() {
        super(new ServedBucket(S3Server.S3MOCK));
    }

    /** Its lists take long; what more than a page needs is tried without a wire between. */
    @Override
    public int entries() {
        return 200;
    }
}
