package io.anyfs.expose.ftp;

import java.io.IOException;

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

    FtpReply reply() {
        return FtpReply.of(code, String.valueOf(getMessage()));
    }
}
