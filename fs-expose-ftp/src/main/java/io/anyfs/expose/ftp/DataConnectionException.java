package io.anyfs.expose.ftp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The data connection failed, or what came over it; not the storage. */
final class DataConnectionException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int code;

    private DataConnectionException(int code, String message, @Nullable Throwable cause) {
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

    /** What came over it is not the whole of anything. */
    static DataConnectionException damaged(String message) {
        return new DataConnectionException(FtpReply.CUT, message, null);
    }

    /** What came over it is more than is taken. */
    static DataConnectionException tooMuch(String message) {
        return new DataConnectionException(552, message, null);
    }

    FtpReply reply() {
        return FtpReply.of(code, String.valueOf(getMessage()));
    }
}
