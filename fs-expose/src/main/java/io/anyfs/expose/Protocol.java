package io.anyfs.expose;

/** What a client speaks. */
public enum Protocol {
    /** SSH File Transfer Protocol, version 3. */
    SFTP,
    /** File Transfer Protocol, RFC 959 and its extensions. */
    FTP
}
