package io.anyfs.it.contract;

import io.anyfs.s3.testing.S3MockRaces;
import io.anyfs.s3.testing.S3Server;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** As {@link FtpS3WireContractTest}, with another server behind. */
@EnabledIfSystemProperty(named = "anyfs.thorough", matches = "true")
class FtpS3MockWireContractTest extends FtpContract implements S3MockRaces {

    FtpS3MockWireContractTest() {
        super(new ServedBucket(S3Server.S3MOCK));
    }

    /** Its lists take long; what more than a page needs is tried without a wire between. */
    @Override
    public int entries() {
        return 200;
    }
}
