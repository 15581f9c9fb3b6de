package io.anyfs.s3;

import io.anyfs.FileSystem;
import io.anyfs.demo.s3.DemoS3;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class S3ContractTest extends FileSystemContract {

    private static DemoS3 server;
    private static int number;

    @BeforeAll
    static void start() throws IOException {
        server = DemoS3.start();
        server.createBucket("contract");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    protected FileSystem open() throws IOException {
        number++;
        return S3FileSystem.open(S3Options.of("contract")
                .withPrefix("t" + number)
                .withListing(S3Options.Listing.EXACT)
                .withConnection(S3Connection.to(server.endpoint())
                        .withRegion(server.region())
                        .withCredentials(S3Credentials.of(server.accessKey(), server.secretKey()))));
    }

    @Override
    public List<String> secrets() {
        return List.of(server.secretKey());
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }

    @Override
    public int entries() {
        return 1200;
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
