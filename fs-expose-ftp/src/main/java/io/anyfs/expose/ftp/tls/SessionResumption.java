package io.anyfs.expose.ftp.tls;

/**
 * Whether a client has to show on its data connections that it is the one of the control connection, by resuming the TLS
 * session of the latter.
 */
public enum SessionResumption {
    /** Each data connection begins a session of its own. */
    OFF,
    /** A client may resume, which is faster. */
    OPTIONAL,
    /** A data connection that does not resume a session of its own control connection is refused. */
    REQUIRED
}
