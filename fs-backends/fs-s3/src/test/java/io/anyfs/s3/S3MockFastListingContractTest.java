package io.anyfs.s3;

import io.anyfs.s3.testing.S3MockRaces;
import io.anyfs.s3.testing.S3Server;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** As {@link FastListingContractTest}, with another server. */
@Tag("once")
@EnabledIfSystemProperty(named = "anyfs.thorough", matches = "true")
class S3MockFastListingContractTest extends FastListingContract implements S3MockRaces {

    S3MockFastListingContractTest() {
        super(S3Server.S3MOCK);
    }

    @Override
    public int rounds() {
        return 2;
    }
}
