package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.s3.S3Connection;
import io.anyfs.s3.S3Credentials;
import io.anyfs.s3.S3FileSystem;
import io.anyfs.s3.S3Options;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import java.io.IOException;
import java.util.List;

/** A new bucket of a server that all tests share. */
final class ServedBucket implements ServedStorage {

    private final S3Store store;
    private final String name;

    ServedBucket(S3Server server) {
        store = server.shared();
        name = store.newBucket();
    }

    /** With listings that tell what {@code stat} tells, as the contract wants it. */
    @Override
    public FileSystem open() throws IOException {
        return S3FileSystem.open(S3Options.of(name)
                .withListing(S3Options.Listing.EXACT)
                .withConnection(S3Connection.to(store.endpoint())
                        .withRegion(store.region())
                        .withCredentials(S3Credentials.of(store.accessKey(), store.secretKey()))));
    }

    /** What was begun and neither completed nor aborted. */
    @Override
    public List<String> leftovers() {
        return store.client().listMultipartUploads(request -> request.bucket(name)).uploads().stream()
                .map(upload -> "unfinished upload of " + upload.key())
                .toList();
    }

    /** Each step of a case is a request on the wire and some to the store. */
    @Override
    public int rounds() {
        return 2;
    }

    @Override
    public int entries() {
        return 1010;
    }

    @Override
    public int levels() {
        return 20;
    }

    /** A hole is sent to the store as zeros. */
    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }
}
