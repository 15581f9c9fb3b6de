package io.anyfs.s3;

import io.anyfs.FileSystem;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** The contract over a bucket, below a prefix of its own for each case. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class S3Contract extends FileSystemContract {

    /** After how many cases what they have left is deleted, because a server keeps all of it in the memory of the tests. */
    private static final int CASES_KEPT = 10;

    private final S3Store store;
    private final String bucket;
    private int cases;
    private String prefix = "";

    S3Contract(S3Server server) {
        store = server.shared();
        bucket = store.newBucket();
    }

    /** How the bucket is opened. */
    abstract S3Options with(S3Options options);

    /** Opens it. */
    FileSystem over(S3Options options) throws IOException {
        return S3FileSystem.open(options);
    }

    /** Where it is. */
    final S3Store store() {
        return store;
    }

    /** Both servers honour conditions; each case would ask them anew. */
    @Override
    protected final FileSystem open() throws IOException {
        if (cases % CASES_KEPT == 0) {
            store.emptyBucket(bucket);
        }
        prefix = "case-" + ++cases;
        return over(with(S3Options.of(bucket)
                .withStoring(S3Storing.DEFAULT.withConditionalWrites(S3Conditions.HONOURED))
                .withPrefix(prefix)
                .withConnection(S3Connection.to(store.endpoint())
                        .withRegion(store.region())
                        .withCredentials(S3Credentials.of(store.accessKey(), store.secretKey())))));
    }

    /** Uploads that nobody ended, and files for what was not sent yet. */
    @Override
    public final List<String> leftovers() {
        Stream<String> uploads = store
                .client()
                .listMultipartUploads(request -> request.bucket(bucket).prefix(prefix + "/"))
                .uploads()
                .stream()
                .map(MultipartUpload::key);
        return Stream.concat(uploads, TestBucket.spillFiles().stream()).toList();
    }

    @Override
    public final List<String> secrets() {
        return List.of(store.secretKey());
    }

    /** A hole is sent to the store as zeros. */
    @Override
    public final boolean sparseFilesAreCheap() {
        return false;
    }

    /** Enough for a second page of a listing. */
    @Override
    public int entries() {
        return 1010;
    }

    /** Enough for a path of several requests; what is deep is in a key like what is not. */
    @Override
    public int levels() {
        return 20;
    }

    /** Each round costs some dozens of requests. */
    @Override
    public int rounds() {
        return 5;
    }
}
