package io.anyfs.s3.testing;

/**
 * A request that came to a wire, with what has been known of it when it was looked at.
 *
 * @param operation what it asks for
 * @param method the HTTP method
 * @param bucket the bucket, empty if none
 * @param key the key of the object, decoded; empty if none
 * @param query the query as sent, without the question mark; empty if none
 * @param range the Range header, like {@code bytes=0-99}; empty if none
 * @param uploaded bytes of the request's body, without the signatures of aws-chunked encoding; with these, as announced
 * @param downloaded bytes of the answer's body
 * @param status the status of the answer; 0 if there is none, yet or ever
 */
public record S3Request(
        S3Operation operation,
        String method,
        String bucket,
        String key,
        String query,
        String range,
        long uploaded,
        long downloaded,
        int status) {}
