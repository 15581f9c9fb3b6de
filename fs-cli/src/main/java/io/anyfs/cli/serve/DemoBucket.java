package io.anyfs.cli.serve;

import io.anyfs.FileSystem;
import io.anyfs.cli.text.Terminal;
import io.anyfs.demo.s3.DemoS3;
import io.anyfs.s3.S3Connection;
import io.anyfs.s3.S3Credentials;
import io.anyfs.s3.S3FileSystem;
import io.anyfs.s3.S3Options;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** A bucket of an S3 server in this process, to try things on: it is gone at the end. */
final class DemoBucket implements Closeable {

    private static final String BUCKET = "demo";

    private final DemoS3 server;

    private DemoBucket(DemoS3 server) {
        this.server = server;
    }

    static DemoBucket start() throws IOException {
        DemoS3 server = DemoS3.start();
        boolean complete = false;
        try {
            server.createBucket(BUCKET);
            complete = true;
            return new DemoBucket(server);
        } finally {
            if (!complete) {
                server.close();
            }
        }
    }

    FileSystem open() throws IOException {
        return S3FileSystem.open(S3Options.of(BUCKET)
                .withStatCache(Duration.ofSeconds(ServedStorage.STAT_CACHE_SECONDS))
                .withConnection(S3Connection.to(server.endpoint())
                        .withRegion(server.region())
                        .withCredentials(S3Credentials.of(server.accessKey(), server.secretKey()))));
    }

    /** How to look at the objects themselves. The key is worth nothing without the server. */
    void print(Terminal terminal) throws IOException {
        terminal.print("Look at the objects behind it, or use the bucket in a spec:");
        terminal.print("  export AWS_ACCESS_KEY_ID=" + server.accessKey() + " AWS_SECRET_ACCESS_KEY="
                + server.secretKey() + " DEMO_S3=" + server.endpoint());
        terminal.print("  anyfs find \"s3://" + BUCKET + "?endpoint=$DEMO_S3\"");
        terminal.print("");
    }

    @Override
    public String toString() {
        return "s3://" + BUCKET + " of an S3 server in this process; what is in it is gone at the end";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
