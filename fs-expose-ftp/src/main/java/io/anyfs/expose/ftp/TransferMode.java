package io.anyfs.expose.ftp;

/** How the data connection carries bytes (RFC 959 section 3.4). */
enum TransferMode {
    /** As they are; the end of the connection is the end of the data. */
    STREAM("S"),
    /** As one zlib stream (draft-preston-ftpext-deflate-04). */
    DEFLATE("Z");

    private final String letter;

    TransferMode(String letter) {
        this.letter = letter;
    }

    String letter() {
        return letter;
    }
}
