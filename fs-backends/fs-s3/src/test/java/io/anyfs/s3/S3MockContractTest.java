package io.anyfs.s3;

import io.anyfs.s3.testing.S3Server;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Attributes;
import org.junit.jupiter.api.Tag;

/** A bucket of another server keeps the contract as well. */
@Tag("once")
@InBrief(Attributes.class)
class S3MockContractTest extends S3Contract {

    S3MockContractTest() {
        super(S3Server.S3MOCK);
    }

    @Override
    S3Options with(S3Options options) {
        return options.withListing(S3Options.Listing.EXACT);
    }

    @Override
    public int rounds() {
        return 2;
    }
}
