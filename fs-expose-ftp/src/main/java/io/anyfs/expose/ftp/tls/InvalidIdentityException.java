package io.anyfs.expose.ftp.tls;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A certificate or a key that a server cannot use. The message names the file and says what to do. */
public final class InvalidIdentityException extends IOException {

    private static final long serialVersionUID = 1;

    InvalidIdentityException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    InvalidIdentityException(String message) {
        this(message, null);
    }
}
