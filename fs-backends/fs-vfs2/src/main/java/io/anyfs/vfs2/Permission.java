package io.anyfs.vfs2;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.PosixAttributes;

/** A permission of POSIX. Whether it is given is that of the owner, as no storage says who asks. */
enum Permission {
    READ(0444),
    WRITE(0222),
    EXECUTE(0111);

    private static final int OWNER = 0700;

    private final int bits;

    Permission(int bits) {
        this.bits = bits;
    }

    boolean isGiven(FileInfo info, boolean withoutModes) {
        PosixAttributes posix = info.posix();
        return posix == null ? withoutModes : (posix.mode() & bits & OWNER) != 0;
    }

    AttributeChanges change(FileInfo info, boolean given, boolean ownerOnly) {
        PosixAttributes posix = info.posix();
        int mode = posix == null ? 0 : posix.mode();
        int changed = ownerOnly ? bits & OWNER : bits;
        return AttributeChanges.mode(given ? mode | changed : mode & ~changed);
    }
}
