package io.anyfs.served;

/** What a server speaks. */
public enum ServedProtocol {
    /** SFTP, over SSH. */
    SFTP,
    /** FTP in clear. */
    FTP,
    /** FTP that clients have to protect by TLS, with AUTH TLS before they log in (RFC 4217). */
    FTPS,
    /** S3: a bucket that holds the files. */
    S3
}
