package io.anyfs.s3;

import io.anyfs.s3.testing.S3ProxyRaces;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Attributes;
import io.anyfs.tck.cases.Concurrency;
import io.anyfs.tck.cases.Listing;
import org.junit.jupiter.api.Tag;

/** A bucket keeps the contract where listings tell what {@code stat} tells; {@link FastListingContractTest} tries the rest. */
@Tag("once")
@InBrief({Attributes.class, Concurrency.class, Listing.class})
class S3ContractTest extends S3Contract implements S3ProxyRaces {

    S3ContractTest() {
        super(S3Server.S3PROXY);
    }

    @Override
    S3Options with(S3Options options) {
        return options.withListing(S3Options.Listing.EXACT);
    }
}
