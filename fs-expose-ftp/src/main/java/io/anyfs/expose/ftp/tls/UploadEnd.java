package io.anyfs.expose.ftp.tls;

/** What tells that an upload over TLS has come to its end. */
public enum UploadEnd {
    /**
     * TLS's close_notify, which nobody but the client can send. A connection that ends without it may have been cut by
     * anybody on the way, and publishes nothing, unless all that ALLO announced has come.
     */
    CLOSE_NOTIFY,
    /** The end of the connection will do, as for clear FTP: for old clients that send no close_notify. */
    CONNECTION_END
}
