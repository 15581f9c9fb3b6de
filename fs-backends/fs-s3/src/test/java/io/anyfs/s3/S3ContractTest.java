package io.anyfs.s3;

import io.anyfs.FileSystem;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

@Tag("once")
class S3ContractTest extends FileSystemContract {

    /** S3Proxy keeps objects in a filesystem in memory: it knows no two objects one of which is a directory to the other. */
    private static final S3Store STORE = S3Server.S3PROXY.shared();

    private static final String BUCKET = STORE.newBucket();
    private static final AtomicInteger CASES = new AtomicInteger();

    private String prefix;

    @Override
    protected FileSystem open() throws IOException {
        prefix = "case-" + CASES.incrementAndGet();
        return S3FileSystem.open(S3Options.of(BUCKET)
                .withPrefix(prefix)
                .withListing(S3Options.Listing.EXACT)
                .withConnection(S3Connection.to(STORE.endpoint())
                        .withRegion(STORE.region())
                        .withCredentials(S3Credentials.of(STORE.accessKey(), STORE.secretKey()))));
    }

    @Override
    public List<String> leftovers() {
        return STORE
                .client()
                .listMultipartUploads(request -> request.bucket(BUCKET).prefix(prefix))
                .uploads()
                .stream()
                .map(MultipartUpload::key)
                .toList();
    }

    @Override
    public List<String> secrets() {
        return List.of(STORE.secretKey());
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }

    @Override
    public int entries() {
        return 1010;
    }

    @Override
    public int levels() {
        return 20;
    }

    @Override
    public int rounds() {
        return 5;
    }
}
