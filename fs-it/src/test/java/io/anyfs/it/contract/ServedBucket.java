package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.demo.s3.DemoS3;
import io.anyfs.s3.S3Connection;
import io.anyfs.s3.S3Credentials;
import io.anyfs.s3.S3FileSystem;
import io.anyfs.s3.S3Options;
import java.io.Closeable;
import java.io.IOException;

/** A bucket of an S3 server in this process. */
final class ServedBucket implements Closeable {

    private static final String BUCKET = "served";

    private final DemoS3 server;

    private ServedBucket(DemoS3 server) {
        this.server = server;
    }

    static ServedBucket start() throws IOException {
        DemoS3 server = DemoS3.start();
        server.createBucket(BUCKET);
        return new ServedBucket(server);
    }

    /** With listings that tell what {@code stat} tells, as the contract wants it. */
    FileSystem open() throws IOException {
        return S3FileSystem.open(S3Options.of(BUCKET)
                .withListing(S3Options.Listing.EXACT)
                .withConnection(S3Connection.to(server.endpoint())
                        .withRegion(server.region())
                        .withCredentials(S3Credentials.of(server.accessKey(), server.secretKey()))));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
