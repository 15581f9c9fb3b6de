package io.anyfs.mount.fuse;

import io.anyfs.ErrorKind;

/**
 * The error numbers of Linux, as {@code asm-generic/errno.h} has them for the processors that anyfs mounts on, and the only table
 * that maps to them.
 */
enum Errno {
    EPERM(1),
    ENOENT(2),
    EINTR(4),
    EIO(5),
    EBADF(9),
    EAGAIN(11),
    EACCES(13),
    EBUSY(16),
    EEXIST(17),
    EXDEV(18),
    ENODEV(19),
    ENOTDIR(20),
    EISDIR(21),
    EINVAL(22),
    EFBIG(27),
    ENOSPC(28),
    EROFS(30),
    ENAMETOOLONG(36),
    ENOSYS(38),
    ENOTEMPTY(39),
    ELOOP(40),
    EILSEQ(84),
    EOPNOTSUPP(95),
    ESTALE(116),
    EDQUOT(122);

    private final int number;

    Errno(int number) {
        this.number = number;
    }

    /** What {@code errno} is set to. */
    int number() {
        return number;
    }

    /** What an operation returns to libfuse. */
    int asResult() {
        return -number;
    }

    /** What a failure of a filesystem is to a program. */
    static Errno of(ErrorKind kind) {
        return switch (kind) {
            case NOT_FOUND -> ENOENT;
            case ALREADY_EXISTS -> EEXIST;
            case NOT_A_DIRECTORY -> ENOTDIR;
            case IS_A_DIRECTORY -> EISDIR;
            case NOT_EMPTY -> ENOTEMPTY;
            case NOT_A_LINK, INVALID_NAME, INVALID_TARGET, INVALID_ARGUMENT -> EINVAL;
            case LINK_LOOP -> ELOOP;
            case ACCESS_DENIED -> EACCES;
            case READ_ONLY -> EROFS;
            case UNSUPPORTED -> EOPNOTSUPP;
            case QUOTA_EXCEEDED -> EDQUOT;
            case NO_SPACE -> ENOSPC;
            case CHANGED -> ESTALE;
            case BUSY -> EBUSY;
            case TRANSIENT -> EAGAIN;
            case INTERRUPTED -> EINTR;
            case CLOSED -> ENODEV;
            case CORRUPT, END_OF_FILE, IO -> EIO;
        };
    }

    /** What a failure of an operation is to a program. */
    static Errno of(Throwable failure) {
        return failure instanceof ErrnoException known ? known.errno() : of(ErrorKind.of(failure));
    }
}
