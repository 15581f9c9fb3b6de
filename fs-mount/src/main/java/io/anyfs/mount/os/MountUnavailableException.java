package io.anyfs.mount.os;

import java.io.IOException;

/** This machine cannot mount. The message says what is missing and how to get it. */
public final class MountUnavailableException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The message says what is missing and how to get it. */
    public MountUnavailableException(String message) {
        super(message);
    }

    /** The message says what is missing and how to get it. */
    public MountUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
