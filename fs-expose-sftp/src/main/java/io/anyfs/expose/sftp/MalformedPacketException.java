package io.anyfs.expose.sftp;

import java.io.IOException;

/** A client sent what is no packet of the protocol. */
final class MalformedPacketException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedPacketException(String message) {
        super(message);
    }
}
