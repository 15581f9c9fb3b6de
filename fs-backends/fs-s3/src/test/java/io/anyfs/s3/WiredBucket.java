package io.anyfs.s3;

import io.anyfs.FileSystem;
import io.anyfs.s3.testing.S3Operation;
import io.anyfs.s3.testing.S3Request;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import io.anyfs.s3.testing.S3Wire;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;

/** A bucket of its own, opened through a wire that counts requests and can break them. */
final class WiredBucket implements Closeable {

    /** So that a slow machine makes no other requests than a fast one. */
    private static final Duration LONG = Duration.ofHours(1);

    final S3Store store = S3Server.S3PROXY.shared();
    final String bucket = store.newBucket();
    final S3Wire wire;
    final FileSystem fs;

    WiredBucket() throws IOException {
        this(S3Conditions.HONOURED);
    }

    WiredBucket(S3Conditions conditions) throws IOException {
        this(conditions, Duration.ZERO);
    }

    /** Which may tell of files what it knew of them so long ago. */
    WiredBucket(Duration statCache) throws IOException {
        this(S3Conditions.HONOURED, statCache);
    }

    private WiredBucket(S3Conditions conditions, Duration statCache) throws IOException {
        wire = S3Wire.to(store);
        S3Options options = S3Options.of(bucket)
                .withStoring(S3Storing.DEFAULT.withConditionalWrites(conditions))
                .withPartSize(S3Options.MIN_PART_SIZE)
                .withStatCache(statCache)
                .withConnection(S3Connection.to(wire.endpoint())
                        .withRegion(store.region())
                        .withCredentials(S3Credentials.of(store.accessKey(), store.secretKey())));
        Bucket connected = new Bucket(S3Clients.open(options), options);
        // From now on small objects are stored directly, and that is what is counted and broken.
        connected.put("example", PartBody.EMPTY, Content.of(null, Map.of()), Condition.NONE);
        store.client().deleteObject(request -> request.bucket(bucket).key("example"));
        fs = FileSystem.over(
                new S3Backend(Storage.over(connected, options, PartMemory.shared(), new KnownDirectories(LONG))));
        wire.reset();
    }

    /** A step of a test. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    /** The requests of a step that were answered, such as {@code HEAD_OBJECT 1, PUT_OBJECT 1}. */
    String requestsOf(Step step) throws IOException {
        wire.reset();
        step.run();
        Map<S3Operation, Long> counts = wire.answered().stream()
                .collect(Collectors.groupingBy(S3Request::operation, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Puts an object there behind the filesystem's back. */
    void put(String key, String text) {
        store.client().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    /** How many uploads were begun and neither completed nor aborted. */
    int unfinishedUploads() {
        return store.client()
                .listMultipartUploads(request -> request.bucket(bucket))
                .uploads()
                .size();
    }

    @Override
    public void close() throws IOException {
        try (S3Wire closed = wire) {
            closed.heal();
            fs.close();
            store.emptyBucket(bucket);
        }
    }
}
