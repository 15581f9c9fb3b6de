package io.anyfs.s3;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a store. Start from {@link #AWS} or {@link #to}.
 *
 * @param endpoint the address of a store that is not AWS, {@code null} for AWS
 * @param region the region, {@code null} to take the one that the SDK finds (environment, profile, instance); without any,
 *     AWS is asked where the bucket is, and another store gets {@code us-east-1}
 * @param pathStyle whether the bucket goes into the path of a request instead of the host's name, as most stores that are
 *     not AWS need it
 * @param profile the profile in the shared AWS configuration, {@code null} for the default one
 * @param credentials what to sign with, {@code null} for what the SDK finds (environment, profile, web identity, container,
 *     instance)
 * @param anonymous whether requests are not signed at all, for public buckets
 * @param maxConnections how many connections may be open at once, 2 or more; also how many parts are under way at once
 */
public record S3Connection(
        @Nullable URI endpoint,
        @Nullable String region,
        boolean pathStyle,
        @Nullable String profile,
        @Nullable S3Credentials credentials,
        boolean anonymous,
        int maxConnections) {

    /** AWS, with what the SDK finds as region and credentials. */
    public static final S3Connection AWS = new S3Connection(null, null, false, null, null, false, 64);

    /** Checks the ranges. */
    public S3Connection {
        if (maxConnections < 2) {
            throw new IllegalArgumentException("maxConnections must be 2 or more: " + maxConnections);
        }
        if (endpoint != null
                && (endpoint.getHost() == null
                        || !("https".equalsIgnoreCase(endpoint.getScheme())
                                || "http".equalsIgnoreCase(endpoint.getScheme())))) {
            throw new IllegalArgumentException(
                    "the endpoint must be an address such as https://s3.example.com: " + endpoint);
        }
        if (anonymous && credentials != null) {
            throw new IllegalArgumentException("what is anonymous has no credentials");
        }
    }

    /** A store that is not AWS, with the bucket in the path of requests. */
    public static S3Connection to(URI endpoint) {
        return new S3Connection(endpoint, null, true, null, null, false, AWS.maxConnections);
    }

    /** This connection to another endpoint; {@code null} for AWS. */
    public S3Connection withEndpoint(@Nullable URI newEndpoint) {
        return new S3Connection(newEndpoint, region, pathStyle, profile, credentials, anonymous, maxConnections);
    }

    /** This connection in a region. */
    public S3Connection withRegion(@Nullable String newRegion) {
        return new S3Connection(endpoint, newRegion, pathStyle, profile, credentials, anonymous, maxConnections);
    }

    /** This connection with the bucket in the path, or in the host's name. */
    public S3Connection withPathStyle(boolean inPath) {
        return new S3Connection(endpoint, region, inPath, profile, credentials, anonymous, maxConnections);
    }

    /** This connection by a profile of the shared AWS configuration. */
    public S3Connection withProfile(@Nullable String newProfile) {
        return new S3Connection(endpoint, region, pathStyle, newProfile, credentials, anonymous, maxConnections);
    }

    /** This connection with these credentials. */
    public S3Connection withCredentials(@Nullable S3Credentials newCredentials) {
        return new S3Connection(endpoint, region, pathStyle, profile, newCredentials, anonymous, maxConnections);
    }

    /** This connection without a signature. */
    public S3Connection anonymously() {
        return new S3Connection(endpoint, region, pathStyle, profile, null, true, maxConnections);
    }

    /** This connection with another number of connections, 2 or more. */
    public S3Connection withMaxConnections(int connections) {
        return new S3Connection(endpoint, region, pathStyle, profile, credentials, anonymous, connections);
    }
}
