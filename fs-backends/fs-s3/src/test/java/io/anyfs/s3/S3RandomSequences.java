package io.anyfs.s3;

import io.anyfs.FileSystem;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import io.anyfs.tck.RandomSequencesContract;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A bucket gives what the model gives, whatever the random sequence; each has a prefix of its own. */
abstract class S3RandomSequences extends RandomSequencesContract {

    private static final AtomicInteger SEQUENCES = new AtomicInteger();

    private final S3Store store;
    private final String bucket;

    S3RandomSequences(S3Server server) {
        store = server.shared();
        bucket = store.newBucket();
    }

    /** How the bucket is opened. */
    S3Options with(S3Options options) {
        return options;
    }

    @Override
    protected final FileSystem open() throws IOException {
        return S3FileSystem.open(with(S3Options.of(bucket)
                .withStoring(S3Storing.DEFAULT.withConditionalWrites(S3Conditions.HONOURED))
                .withPrefix("sequence-" + SEQUENCES.incrementAndGet())
                .withConnection(S3Connection.to(store.endpoint())
                        .withRegion(store.region())
                        .withCredentials(S3Credentials.of(store.accessKey(), store.secretKey())))));
    }
}
