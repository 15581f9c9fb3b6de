package io.anyfs.expose.sftp;

import io.anyfs.ErrorKind;

/** The status codes of SFTP version 3, and the one table from what can fail: draft-ietf-secsh-filexfer-02, section 7. */
enum SftpStatus {
    OK(0),
    EOF(1),
    NO_SUCH_FILE(2),
    PERMISSION_DENIED(3),
    FAILURE(4),
    BAD_MESSAGE(5),
    OP_UNSUPPORTED(8);

    private final int code;

    SftpStatus(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    int code() {
        return code;
    }

    /**
     * What a failure is on the wire. Version 3 knows few codes; they are used as OpenSSH uses them, because clients expect
     * that: a file where a directory should be is {@code NO_SUCH_FILE}. Only a name that the storage cannot have is not
     * {@code BAD_MESSAGE}: clients show that as an error of the protocol, and of a packet that makes no sense it is one.
     */
    static SftpStatus of(ErrorKind kind) {
        return switch (kind) {
            case NOT_FOUND, NOT_A_DIRECTORY, LINK_LOOP -> NO_SUCH_FILE;
            case ACCESS_DENIED, READ_ONLY -> PERMISSION_DENIED;
            case UNSUPPORTED -> OP_UNSUPPORTED;
            case END_OF_FILE -> EOF;
            case ALREADY_EXISTS,
                    IS_A_DIRECTORY,
                    NOT_EMPTY,
                    NOT_A_LINK,
                    INVALID_NAME,
                    INVALID_TARGET,
                    QUOTA_EXCEEDED,
                    NO_SPACE,
                    CHANGED,
                    CORRUPT,
                    BUSY,
                    TRANSIENT,
                    CLOSED,
                    INTERRUPTED,
                    INVALID_ARGUMENT,
                    IO -> FAILURE;
        };
    }

    /** What the client is told in words. It says nothing of the storage behind: the log does. */
    static String message(ErrorKind kind) {
        return switch (kind) {
            case NOT_FOUND -> "No such file or directory";
            case ALREADY_EXISTS -> "File exists";
            case NOT_A_DIRECTORY -> "Not a directory";
            case IS_A_DIRECTORY -> "Is a directory";
            case NOT_EMPTY -> "Directory not empty";
            case NOT_A_LINK -> "Not a symbolic link";
            case LINK_LOOP -> "Too many levels of symbolic links";
            case ACCESS_DENIED -> "Permission denied";
            case READ_ONLY -> "Read-only file system";
            case UNSUPPORTED -> "Not supported by this storage";
            case INVALID_NAME -> "This storage cannot hold such a name";
            case INVALID_TARGET -> "Not possible for the root, or into itself";
            case QUOTA_EXCEEDED -> "Quota exceeded";
            case NO_SPACE -> "No space left";
            case CHANGED -> "The file was changed meanwhile";
            case CORRUPT -> "What is stored is damaged or not readable";
            case BUSY -> "In use";
            case TRANSIENT -> "The storage is not available now, try again";
            case CLOSED -> "Closed";
            case INTERRUPTED -> "Interrupted";
            case END_OF_FILE -> "End of file";
            case INVALID_ARGUMENT -> "Invalid argument";
            case IO -> "The storage failed";
        };
    }
}
