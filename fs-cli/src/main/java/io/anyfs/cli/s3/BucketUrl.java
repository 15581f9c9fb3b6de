package io.anyfs.cli.s3;

import io.anyfs.FsUrl;
import io.anyfs.cli.command.UsageException;
import io.anyfs.s3.S3Options;

/** The URL of a bucket, or of a part of one. */
final class BucketUrl {

    private BucketUrl() {}

    static S3Options options(FsUrl url) {
        if (!url.scheme().equals("s3")) {
            throw new UsageException("this is for buckets only; write s3://bucket or s3://bucket/prefix");
        }
        try {
            return S3Options.of(url);
        } catch (IllegalArgumentException unclear) {
            throw new UsageException(String.valueOf(unclear.getMessage()), unclear);
        }
    }
}
