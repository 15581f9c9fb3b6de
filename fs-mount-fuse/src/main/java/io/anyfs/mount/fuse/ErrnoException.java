package io.anyfs.mount.fuse;

import java.nio.file.FileSystemException;

/** A failure for which POSIX asks for one error number, which the kind of failure does not tell. */
final class ErrnoException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    private final Errno errno;

    ErrnoException(Errno errno, Object path, String reason) {
        super(path.toString(), null, reason);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }
}
