package io.anyfs.expose;

/** Why nobody was logged in. */
public enum LoginFailure {
    /** User or credential is wrong. */
    REFUSED,
    /** A {@link ServiceListener} was against it. */
    VETOED,
    /** The address is banned. */
    BANNED,
    /** A limit is reached, or the service is ending. */
    UNAVAILABLE,
    /** It could not be decided. */
    ERROR
}
