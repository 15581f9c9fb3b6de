package io.anyfs.expose.sftp;

import java.io.IOException;

/** The other side does not speak the protocol of scp, or says what must not be obeyed. The copy ends. */
final class ScpProtocolException extends IOException {

    private static final long serialVersionUID = 1L;

    ScpProtocolException(String message) {
        super(message);
    }

    ScpProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
