package io.anyfs.it.vfs2;

import io.anyfs.FileSystem;
import io.anyfs.s3.S3Connection;
import io.anyfs.s3.S3Credentials;
import io.anyfs.s3.S3FileSystem;
import io.anyfs.s3.S3Options;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import io.anyfs.vfs2.suite.ProviderSuiteContract;
import java.io.IOException;

/** A bucket of a server is a filesystem of Commons VFS. */
class BucketSuiteTest extends ProviderSuiteContract {

    @Override
    protected FileSystem open() throws IOException {
        S3Store store = S3Server.S3PROXY.shared();
        return S3FileSystem.open(S3Options.of(store.newBucket())
                .withConnection(S3Connection.to(store.endpoint())
                        .withRegion(store.region())
                        .withCredentials(S3Credentials.of(store.accessKey(), store.secretKey()))));
    }
}
