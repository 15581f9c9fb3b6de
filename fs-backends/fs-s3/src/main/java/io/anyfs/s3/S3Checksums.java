package io.anyfs.s3;

/** What a store checks uploaded bytes against. */
public enum S3Checksums {
    /**
     * {@link #CRC32} for AWS, {@link #MD5} for any other endpoint: old and small stores know no other. Without TLS neither, as
     * the signature of a request covers a SHA-256 of its bytes then.
     */
    AUTO,
    /** A CRC32 beside the bytes, as the SDK sends by default. */
    CRC32,
    /** A {@code Content-MD5}, which all stores know. */
    MD5,
    /** Nothing but what the connection itself protects. */
    NONE
}
