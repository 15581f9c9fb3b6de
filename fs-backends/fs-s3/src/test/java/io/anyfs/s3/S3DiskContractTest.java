package io.anyfs.s3;

import io.anyfs.s3.testing.S3ProxyRaces;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Positions;
import io.anyfs.tck.cases.Updating;
import org.junit.jupiter.api.Tag;

/**
 * A bucket keeps the contract where what is written waits on disk: also of files in parts, of which {@link S3PartsContractTest}
 * tells what is refused otherwise.
 */
@Tag("once")
@InBrief({Positions.class, Updating.class})
class S3DiskContractTest extends S3Contract implements S3ProxyRaces {

    S3DiskContractTest() {
        super(S3Server.S3PROXY);
    }

    @Override
    S3Options with(S3Options options) {
        return options.withListing(S3Options.Listing.EXACT)
                .withStaging(S3Options.Staging.DISK)
                .withPartSize(S3Options.MIN_PART_SIZE);
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
