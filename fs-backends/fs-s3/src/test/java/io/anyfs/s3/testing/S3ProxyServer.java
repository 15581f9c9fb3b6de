package io.anyfs.s3.testing;

import io.anyfs.demo.s3.DemoS3;
import java.io.IOException;

/** Starts S3Proxy in this process. */
final class S3ProxyServer {

    private S3ProxyServer() {}

    static S3Store start() throws IOException {
        DemoS3 server = DemoS3.start();
        return new S3Store(server.endpoint(), server.region(), server.accessKey(), server.secretKey(), server);
    }
}
