package io.anyfs.it.contract;

import io.anyfs.s3.testing.S3ProxyRaces;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Appending;
import io.anyfs.tck.cases.Visibility;
import io.anyfs.tck.cases.Writing;
import org.junit.jupiter.api.Tag;

/** A client of our FTP server over a bucket keeps the contract. */
@Tag("once")
@InBrief({Appending.class, Visibility.class, Writing.class})
class FtpS3WireContractTest extends FtpContract implements S3ProxyRaces {

    FtpS3WireContractTest() {
        super(new ServedBucket(S3Server.S3PROXY));
    }
}
