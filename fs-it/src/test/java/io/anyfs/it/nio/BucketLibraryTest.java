package io.anyfs.it.nio;

import io.anyfs.nio.NioFileSystems;
import io.anyfs.nio.NioOptions;
import io.anyfs.nio.NioOptions.Locks;
import io.anyfs.nio.library.LibraryContract;
import io.anyfs.s3.S3Connection;
import io.anyfs.s3.S3Credentials;
import io.anyfs.s3.S3FileSystem;
import io.anyfs.s3.S3Options;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;

/** Libraries that know of paths only work in a bucket. */
class BucketLibraryTest extends LibraryContract {

    @Override
    protected FileSystem open() throws IOException {
        S3Store store = S3Server.S3PROXY.shared();
        S3Options options = S3Options.of(store.newBucket())
                .withConnection(S3Connection.to(store.endpoint())
                        .withRegion(store.region())
                        .withCredentials(S3Credentials.of(store.accessKey(), store.secretKey())));
        return NioFileSystems.of(S3FileSystem.open(options), NioOptions.DEFAULT.withLocks(Locks.WITHIN_PROCESS));
    }

    /** A bucket copies and deletes where a disk renames, and says so; Lucene gives it a new name, which nobody waits for. */
    @Override
    protected Directory lucene(Path directory) throws IOException {
        return new NIOFSDirectory(directory) {
            @Override
            public void rename(String source, String dest) throws IOException {
                ensureOpen();
                Files.move(directory.resolve(source), directory.resolve(dest));
            }
        };
    }
}
