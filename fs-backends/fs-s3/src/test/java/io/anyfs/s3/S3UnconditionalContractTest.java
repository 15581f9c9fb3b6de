package io.anyfs.s3;

import io.anyfs.FileSystem;
import io.anyfs.s3.testing.S3ProxyRaces;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.UnconditionalRaces;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Directories;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Writing;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket of a store that refuses conditional writes keeps the contract if it is told so. */
@Tag("once")
@InBrief({Directories.class, Replacing.class, Writing.class})
class S3UnconditionalContractTest extends S3Contract implements S3ProxyRaces, UnconditionalRaces {

    S3UnconditionalContractTest() {
        super(S3Server.S3PROXY);
    }

    @Override
    S3Options with(S3Options options) {
        return options.withListing(S3Options.Listing.EXACT)
                .withStoring(options.storing().withConditionalWrites(S3Conditions.IGNORED));
    }

    @Override
    FileSystem over(S3Options options) throws IOException {
        S3Client client = store().clientBuilder()
                .overrideConfiguration(changed -> changed.addExecutionInterceptor(new RefusedConditions()))
                .build();
        return FileSystem.over(S3Backend.open(client, options));
    }
}
