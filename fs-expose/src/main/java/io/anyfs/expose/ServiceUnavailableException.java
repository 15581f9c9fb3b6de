package io.anyfs.expose;

import java.io.IOException;

/** The service takes no more of this: it is shutting down, or a limit is reached. */
public class ServiceUnavailableException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The refusal, in words for the client. */
    public ServiceUnavailableException(String message) {
        super(message);
    }
}
