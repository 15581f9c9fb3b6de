package io.anyfs.s3;

import io.anyfs.s3.testing.S3MockRaces;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Appending;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Updating;
import org.junit.jupiter.api.Tag;

/** A bucket of another server keeps the contract as well. */
@Tag("once")
@InBrief({Appending.class, Moving.class, Replacing.class, Updating.class})
class S3MockContractTest extends S3Contract implements S3MockRaces {

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

    /** More than a page is tried with fast listings. */
    @Override
    public int entries() {
        return 200;
    }
}
