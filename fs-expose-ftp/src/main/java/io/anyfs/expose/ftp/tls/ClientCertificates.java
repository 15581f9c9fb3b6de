package io.anyfs.expose.ftp.tls;

/** Whether clients are asked for certificates. */
public enum ClientCertificates {
    /** They are not. */
    OFF,
    /** They are asked, and may have none. One that is not trusted ends the connection. */
    WANTED,
    /** A client without one that is trusted does not get as far as USER. */
    REQUIRED
}
