package io.anyfs.expose.ftp;

import java.io.IOException;
import javax.net.ssl.SSLException;
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

    /** TLS was not agreed on, or the client is not the one that it should be. */
    static DataConnectionException refused(String message, Throwable cause) {
        return new DataConnectionException(522, message, cause);
    }

    /** The client does not do what the server demands. */
    static DataConnectionException refused(String message) {
        return refused(message, new SSLException(message));
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
