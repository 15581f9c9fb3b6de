package io.anyfs.s3;

import io.anyfs.s3.testing.S3ProxyRaces;
import io.anyfs.s3.testing.S3Server;
import org.junit.jupiter.api.Tag;

/** A bucket keeps the contract with the listings that it has by default, but for what they cannot tell. */
@Tag("once")
class FastListingContractTest extends FastListingContract implements S3ProxyRaces {

    FastListingContractTest() {
        super(S3Server.S3PROXY);
    }
}
