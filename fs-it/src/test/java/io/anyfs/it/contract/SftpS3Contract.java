package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.s3.testing.S3Server;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The contract through client, SFTP server and a bucket. */
abstract class SftpS3Contract extends SftpContract {

    private final ServedBucket bucket;

    SftpS3Contract(S3Server server) {
        bucket = new ServedBucket(server);
    }

    @Override
    FileSystem storage() throws IOException {
        return bucket.open();
    }

    @Override
    public List<String> leftovers() {
        return Stream.concat(super.leftovers().stream(), bucket.unfinishedUploads().stream())
                .toList();
    }

    /** Each step of a case is a request on the wire and some to the store. */
    @Override
    public int rounds() {
        return 2;
    }

    @Override
    public int entries() {
        return 1010;
    }

    @Override
    public int levels() {
        return 20;
    }

    /** A hole is sent to the store as zeros. */
    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }
}
