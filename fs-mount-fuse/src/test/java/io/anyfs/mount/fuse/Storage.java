package io.anyfs.mount.fuse;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.s3.S3Connection;
import io.anyfs.s3.S3Credentials;
import io.anyfs.s3.S3FileSystem;
import io.anyfs.s3.S3Options;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import java.io.IOException;
import java.nio.file.Path;

/** What is mounted: one of each way to write. */
enum Storage {
    /** Changed in place. */
    MEMORY,
    /** Changed in place, on a disk. */
    LOCAL,
    /** Published whole by a storage that keeps the changes itself, as a bucket does. */
    KEEPS_CHANGES,
    /** Published whole by a storage that takes a file from its start to its end. */
    STREAMS,
    /** A bucket of a server, as {@code anyfs mount} opens it. */
    BUCKET;

    /**
     * A fresh one.
     *
     * @param directory an empty one, where files can be
     */
    FileSystem open(Path directory) throws IOException {
        return switch (this) {
            case MEMORY -> MemoryFileSystem.create();
            case LOCAL -> LocalFileSystem.open(directory);
            case KEEPS_CHANGES -> FileSystem.over(new PublishingMemory(PublishingMemory.Kind.KEEPS_CHANGES));
            case BUCKET -> bucket(S3Options.Staging.DISK, S3Options.Listing.EXACT);
            case STREAMS -> FileSystem.over(new PublishingMemory(PublishingMemory.Kind.STREAMS));
        };
    }

    /** A bucket that keeps there what is written until it is published, and lists so much. */
    static FileSystem bucket(S3Options.Staging staging, S3Options.Listing listing) throws IOException {
        S3Store store = S3Server.S3PROXY.shared();
        return S3FileSystem.open(S3Options.of(store.newBucket())
                .withStaging(staging)
                .withListing(listing)
                .withConnection(S3Connection.to(store.endpoint())
                        .withRegion(store.region())
                        .withCredentials(S3Credentials.of(store.accessKey(), store.secretKey()))));
    }
}
