package io.anyfs.s3;

import io.anyfs.s3.testing.S3Server;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Attributes;
import io.anyfs.tck.cases.DeletingTrees;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Names;
import org.junit.jupiter.api.Tag;

/** A bucket keeps the contract with the listings that it has by default, but for what they cannot tell. */
@Tag("once")
@InBrief({Attributes.class, DeletingTrees.class, Listing.class, Names.class})
class FastListingContractTest extends FastListingContract {

    FastListingContractTest() {
        super(S3Server.S3PROXY);
    }
}
