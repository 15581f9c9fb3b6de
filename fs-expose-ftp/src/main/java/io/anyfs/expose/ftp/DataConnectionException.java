package io.anyfs.expose.ftp;

import java.io.IOException;
import javax.net.ssl.SSLException;

/** The data connection failed, not the storage. */
final class DataConnectionException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int code;

    private DataConnectionException(int code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** It never came to be. */
    static DataConnectionException notOpened(String message, Throwable cause) {
        return new DataConnectionException(425, message, cause);
    }

    /** It ended before its time. */
    static DataConnectionException lost(Throwable cause) {
        return new DataConnectionException(426, "The data connection was lost", cause);
    }

    /** TLS was not agreed on, or the client is not the one that it should be. */
    static DataConnectionException refused(String message, Throwable cause) {
        return new DataConnectionException(522, message, cause);
    }

    /** The client does not do what the server demands. */
    static DataConnectionException refused(String message) {
        return refused(message, new SSLException(message));
    }

    FtpReply reply() {
        return FtpReply.of(code, String.valueOf(getMessage()));
    }
}
