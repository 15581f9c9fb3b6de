package io.anyfs.expose.ftp;

/** How bytes of files go over the data connection (RFC 959 section 3.1.1). */
enum TransferType {
    /** As text: lines end in CRLF on the wire and in LF in the storage. */
    ASCII("A"),
    /** As they are. */
    IMAGE("I");

    private final String letter;

    TransferType(String letter) {
        this.letter = letter;
    }

    String letter() {
        return letter;
    }
}
