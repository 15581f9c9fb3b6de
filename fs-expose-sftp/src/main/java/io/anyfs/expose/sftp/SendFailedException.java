package io.anyfs.expose.sftp;

import java.io.IOException;

/** A reply could not be sent. Not the storage's failure, so there is nothing to answer any more. */
final class SendFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    SendFailedException(IOException cause) {
        super(cause);
    }
}
