package io.anyfs.s3;

import io.anyfs.s3.testing.S3Server;
import org.junit.jupiter.api.Tag;

/** A bucket keeps the contract where listings tell what {@code stat} tells. */
@Tag("once")
class S3ContractTest extends S3Contract {

    S3ContractTest() {
        super(S3Server.S3PROXY);
    }

    @Override
    S3Options with(S3Options options) {
        return options.withListing(S3Options.Listing.EXACT);
    }
}
