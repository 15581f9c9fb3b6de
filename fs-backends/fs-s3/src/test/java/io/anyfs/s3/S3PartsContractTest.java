package io.anyfs.s3;

import io.anyfs.s3.testing.S3ProxyRaces;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Appending;
import io.anyfs.tck.cases.Updating;
import org.junit.jupiter.api.Tag;

/** A bucket keeps the contract with files around the size of the parts that the store takes. */
@Tag("once")
@InBrief({Appending.class, Updating.class})
class S3PartsContractTest extends S3Contract implements S3ProxyRaces {

    S3PartsContractTest() {
        super(S3Server.S3PROXY);
    }

    @Override
    S3Options with(S3Options options) {
        return options.withListing(S3Options.Listing.EXACT).withPartSize(S3Options.MIN_PART_SIZE);
    }

    @Override
    public int chunkSize() {
        return S3Options.MIN_PART_SIZE;
    }

    @Override
    public int rounds() {
        return 1;
    }
}
