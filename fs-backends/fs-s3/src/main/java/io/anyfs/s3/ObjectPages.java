package io.anyfs.s3;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** The pages of a listing, one at a time. What is reserved in the root does not show. */
final class ObjectPages {

    private final Bucket bucket;
    private final Keys keys;
    private final String prefix;
    private final boolean deep;
    private final FsPath directory;
    private @Nullable String token;
    private boolean isLast;

    /** The entries of a directory, or if deep all that is below it. */
    ObjectPages(Bucket bucket, Keys keys, FsPath directory, boolean deep) throws InvalidNameException {
        this(bucket, keys, keys.directory(directory), deep, directory);
    }

    private ObjectPages(Bucket bucket, Keys keys, String prefix, boolean deep, FsPath directory) {
        this.bucket = bucket;
        this.keys = keys;
        this.prefix = prefix;
        this.deep = deep;
        this.directory = directory;
    }

    /** The journals of moves. */
    static ObjectPages ofMoves(Bucket bucket, Keys keys) {
        return new ObjectPages(bucket, keys, keys.moves(), true, FsPath.ROOT);
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
        return directory.isRoot() && !prefix.equals(keys.moves()) ? withoutReserved(page) : page;
    }

    private ListObjectsV2Response withoutReserved(ListObjectsV2Response page) {
        boolean shows = page.contents().stream().anyMatch(object -> keys.isReserved(object.key()))
                || page.commonPrefixes().stream().anyMatch(below -> keys.isReserved(below.prefix()));
        if (!shows) {
            return page;
        }
        return page.toBuilder()
                .contents(page.contents().stream()
                        .filter(object -> !keys.isReserved(object.key()))
                        .toList())
                .commonPrefixes(page.commonPrefixes().stream()
                        .filter(below -> !keys.isReserved(below.prefix()))
                        .toList())
                .build();
    }
}
