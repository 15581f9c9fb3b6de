package io.anyfs.crypt;

/** What becomes of names in an encrypted storage. */
public enum NameProtection {
    /** The storage sees neither names nor the targets of links. */
    ENCRYPTED,
    /** The storage sees names and targets of links as they are; only contents are encrypted. */
    PLAIN
}
