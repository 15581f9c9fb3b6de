package io.anyfs.s3;

import io.anyfs.FsUrl;
import java.time.Duration;

/**
 * Which bucket to open and how. Start from {@link #of}.
 *
 * @param bucket the bucket's name
 * @param prefix what all keys begin with, without a slash at either end; empty for the whole bucket
 * @param connection how to reach the store
 * @param storing how objects are stored
 * @param partSize bytes of the first parts of a large upload, 5 MiB to 1 GiB; later parts are larger, so that 10,000 of them
 *     are enough
 * @param staging where what is written waits for the commit
 * @param listing what listings tell of files
 * @param statCache how long the facts of a file that were asked for are believed by those who ask for them again, 0 to 1 day:
 *     what others change meanwhile is not seen by {@code stat}, nor for 10 seconds by who opens one small file after the other in
 *     the order of a listing. What is changed by this filesystem is seen at once. Of up to 10,000 files
 */
public record S3Options(
        String bucket,
        String prefix,
        S3Connection connection,
        S3Storing storing,
        int partSize,
        Staging staging,
        Listing listing,
        Duration statCache) {

    /** The smallest part that S3 takes before the last, in bytes. */
    public static final int MIN_PART_SIZE = 5 << 20;

    /** Where what is written waits for the commit. */
    public enum Staging {
        /**
         * At the store, in parts that are sent as they come: a temporary file is only made for what comes in no order, and
         * what was sent already can be neither changed nor read back.
         */
        STREAM,
        /**
         * In a temporary file that is sent at the commit: all of it can be changed and read back until then, at the price of
         * the room on disk and of a commit that takes as long as the upload.
         */
        DISK
    }

    /** What listings tell of files whose times or modes were set. */
    public enum Listing {
        /**
         * What the store lists: a page of 1,000 entries is one request. Times are those of the uploads, directories have none,
         * and modes are not told; {@code stat} tells what was set.
         */
        FAST,
        /** What {@code stat} tells, at the cost of a request for each entry, up to 16 at once. */
        EXACT
    }

    /** Checks the ranges. */
    public S3Options {
        if (bucket.isEmpty()) {
            throw new IllegalArgumentException("a bucket has a name");
        }
        if (prefix.startsWith("/") || prefix.endsWith("/")) {
            throw new IllegalArgumentException("the prefix must not begin or end with a slash: " + prefix);
        }
        if (Keys.isReservedPrefix(prefix)) {
            throw new IllegalArgumentException("the prefix is kept for the journals of moves: " + prefix);
        }
        if (partSize < MIN_PART_SIZE || partSize > 1 << 30) {
            throw new IllegalArgumentException("partSize must be 5 MiB to 1 GiB: " + partSize);
        }
        if (statCache.isNegative() || statCache.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("statCache must be 0 to 86400 seconds: " + statCache);
        }
    }

    /** A whole bucket of AWS. */
    public static S3Options of(String bucket) {
        return new S3Options(
                bucket, "", S3Connection.AWS, S3Storing.DEFAULT, 8 << 20, Staging.STREAM, Listing.FAST, Duration.ZERO);
    }

    /**
     * What a URL such as {@code s3://bucket/prefix} asks for, with the parameters of {@link S3Provider}.
     *
     * @throws IllegalArgumentException if it makes no sense; the message says what to write
     */
    public static S3Options of(FsUrl url) {
        return S3Provider.options(url);
    }

    /** These options below a prefix, without a slash at either end. */
    public S3Options withPrefix(String newPrefix) {
        return new S3Options(bucket, newPrefix, connection, storing, partSize, staging, listing, statCache);
    }

    /** These options with another connection. */
    public S3Options withConnection(S3Connection newConnection) {
        return new S3Options(bucket, prefix, newConnection, storing, partSize, staging, listing, statCache);
    }

    /** These options with another way of storing. */
    public S3Options withStoring(S3Storing newStoring) {
        return new S3Options(bucket, prefix, connection, newStoring, partSize, staging, listing, statCache);
    }

    /** These options with larger or smaller parts, in bytes. */
    public S3Options withPartSize(int bytes) {
        return new S3Options(bucket, prefix, connection, storing, bytes, staging, listing, statCache);
    }

    /** These options with another place for what is not committed yet. */
    public S3Options withStaging(Staging newStaging) {
        return new S3Options(bucket, prefix, connection, storing, partSize, newStaging, listing, statCache);
    }

    /** These options with other listings. */
    public S3Options withListing(Listing newListing) {
        return new S3Options(bucket, prefix, connection, storing, partSize, staging, newListing, statCache);
    }

    /** These options with facts that may be so old. */
    public S3Options withStatCache(Duration newStatCache) {
        return new S3Options(bucket, prefix, connection, storing, partSize, staging, listing, newStatCache);
    }
}
