package io.anyfs.expose;

import io.anyfs.expose.FileAction.Kind;

/** Of which transfers the SHA-256 is computed while they run. That takes a processor about a second for each gigabyte. */
public enum TransferHash {
    /** Of none. */
    NONE,
    /** Of files that come from clients. */
    UPLOADS,
    /** Of files to clients too, which then are never sent by the kernel alone. */
    ALL;

    boolean covers(Kind kind) {
        return this == ALL || (this == UPLOADS && kind == Kind.UPLOAD);
    }
}
