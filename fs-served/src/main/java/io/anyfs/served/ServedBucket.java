package io.anyfs.served;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.demo.s3.DemoS3;
import io.anyfs.expose.SessionInfo;
import io.anyfs.mount.MountScript;
import io.anyfs.s3.S3Connection;
import io.anyfs.s3.S3Credentials;
import io.anyfs.s3.S3FileSystem;
import io.anyfs.s3.S3Options;
import io.anyfs.tree.CopyLinks;
import io.anyfs.tree.Mirror;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bucket of an S3 server in this process, with files in it. */
final class ServedBucket implements RunningServer {

    private static final String BUCKET = "anyfs";

    private final DemoS3 server;
    private final FileSystem fileSystem;

    private ServedBucket(DemoS3 server, FileSystem fileSystem) {
        this.server = server;
        this.fileSystem = fileSystem;
    }

    static ServedBucket start(MountScript content) throws IOException {
        DemoS3 server = DemoS3.start();
        FileSystem bucket = null;
        boolean complete = false;
        try {
            server.createBucket(BUCKET);
            bucket = S3FileSystem.open(S3Options.of(BUCKET)
                    .withConnection(S3Connection.to(server.endpoint())
                            .withRegion(server.region())
                            .withCredentials(S3Credentials.of(server.accessKey(), server.secretKey()))));
            try (FileSystem described = content.open()) {
                Mirror.of(described, FsPath.ROOT, bucket, FsPath.ROOT)
                        .links(CopyLinks.KEEP)
                        .run();
            }
            complete = true;
            return new ServedBucket(server, bucket);
        } finally {
            if (!complete) {
                end(server, bucket);
            }
        }
    }

    FileSystem fileSystem() {
        return fileSystem;
    }

    @Override
    public ServedAddress address() {
        return new ServedAddress.S3(server.endpoint(), server.region(), BUCKET, server.accessKey(), server.secretKey());
    }

    @Override
    public List<SessionInfo> sessions() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        end(server, fileSystem);
    }

    private static void end(DemoS3 server, @Nullable FileSystem bucket) throws IOException {
        try {
            if (bucket != null) {
                bucket.close();
            }
        } finally {
            server.close();
        }
    }
}
