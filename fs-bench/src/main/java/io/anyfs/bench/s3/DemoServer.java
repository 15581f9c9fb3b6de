package io.anyfs.bench.s3;

import io.anyfs.demo.s3.DemoS3;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** S3Proxy in a process of its own: a server that checks what it gets, and costs accordingly. */
public final class DemoServer {

    private DemoServer() {}

    /** Runs until the process is ended. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (DemoS3 server = DemoS3.start(StoreProcess.ACCESS_KEY, StoreProcess.SECRET_KEY)) {
            server.createBucket(SyncClient.BUCKET);
            System.out.println(server.endpoint());
            new CountDownLatch(1).await();
        }
    }
}
