package io.anyfs.s3;

import io.anyfs.FsPath;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** The pages of a listing, one at a time. */
final class ObjectPages {

    private final Bucket bucket;
    private final String prefix;
    private final boolean deep;
    private final FsPath directory;
    private @Nullable String token;
    private boolean isLast;

    ObjectPages(Bucket bucket, String prefix, boolean deep, FsPath directory) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.deep = deep;
        this.directory = directory;
    }

    String prefix() {
        return prefix;
    }

    /** The next page; {@code null} behind the last. */
    @Nullable
    ListObjectsV2Response next() throws IOException {
        if (isLast) {
            return null;
        }
        ListObjectsV2Response page = bucket.list(prefix, deep, Bucket.PAGE, token, directory);
        token = page.nextContinuationToken();
        isLast = !Boolean.TRUE.equals(page.isTruncated()) || token == null;
        return page;
    }
}
