package io.anyfs.expose;

/** The client's address is banned for a while; nothing more is said to it. */
public final class AddressBannedException extends ServiceUnavailableException {

    private static final long serialVersionUID = 1L;

    AddressBannedException() {
        super("too many failed logins from your address");
    }
}
