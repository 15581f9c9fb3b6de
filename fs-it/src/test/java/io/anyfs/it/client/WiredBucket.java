package io.anyfs.it.client;

import io.anyfs.s3.S3Backend;
import io.anyfs.s3.S3Connection;
import io.anyfs.s3.S3Credentials;
import io.anyfs.s3.S3Options;
import io.anyfs.s3.S3Uploads;
import io.anyfs.s3.testing.S3Operation;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import io.anyfs.s3.testing.S3Wire;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of a running server, with parts of 5 MiB, reached by a wire that counts; and a look at what is really in it. */
public final class WiredBucket implements Closeable {

    /** The least that S3 has. */
    public static final int PART = 5 * 1024 * 1024;

    private final S3Store store;
    private final S3Wire wire;
    private final String bucket;

    private WiredBucket(S3Store store, S3Wire wire) {
        this.store = store;
        this.wire = wire;
        this.bucket = store.newBucket();
    }

    /** A new bucket of the server that all tests share. */
    public static WiredBucket of(S3Server server) throws IOException {
        S3Store store = server.shared();
        return new WiredBucket(store, S3Wire.to(store));
    }

    /** How it is opened. */
    public S3Options options() {
        return S3Options.of(bucket)
                .withPartSize(PART)
                .withConnection(S3Connection.to(wire.endpoint())
                        .withRegion(store.region())
                        .withCredentials(S3Credentials.of(store.accessKey(), store.secretKey())));
    }

    /** A storage in the bucket, to be closed by the caller. */
    public S3Backend open() throws IOException {
        return S3Backend.open(options());
    }

    /** Forgets what has been counted. */
    public void resetCounts() {
        wire.reset();
    }

    /** How many requests of an operation there were. */
    public int count(S3Operation operation) {
        return wire.count(operation);
    }

    /** The bytes of files that were sent to the store. */
    public long uploaded() {
        return Stream.of(S3Operation.PUT_OBJECT, S3Operation.UPLOAD_PART)
                .flatMap(operation -> wire.requests(operation).stream())
                .mapToLong(request -> request.uploaded())
                .sum();
    }

    /** The bytes of files that came from the store. */
    public long downloaded() {
        return wire.requests(S3Operation.GET_OBJECT).stream()
                .mapToLong(request -> request.downloaded())
                .sum();
    }

    /** The keys of all objects, as the store itself lists them. */
    public List<String> keys() {
        return store.client().listObjectsV2(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** The keys of the uploads in parts that were begun and not ended, as the store itself lists them. */
    public List<String> unfinishedUploads() {
        return store.client().listMultipartUploads(request -> request.bucket(bucket)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    /** Aborts all uploads that were begun and not ended. */
    public S3Uploads.Result sweep() throws IOException {
        return S3Uploads.abortOlderThan(options(), Duration.ZERO);
    }

    /** Its name. */
    public String name() {
        return bucket;
    }

    /** The server that it is on. */
    public S3Store store() {
        return store;
    }

    @Override
    public void close() throws IOException {
        wire.close();
        store.emptyBucket(bucket);
    }
}
