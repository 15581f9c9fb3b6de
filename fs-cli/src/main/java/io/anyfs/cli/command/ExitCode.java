package io.anyfs.cli.command;

import io.anyfs.ErrorKind;

/** The exit codes: the only table that maps to them. They are part of the command's interface and do not change. */
public enum ExitCode {
    /** All done. */
    OK(0, "done"),
    /** Any failure that has no code of its own, and failures of several kinds. */
    FAILURE(1, "any other failure, or failures of several kinds"),
    /** The command line makes no sense. */
    USAGE(2, "the command line makes no sense: unknown option, unknown scheme, invalid name or argument"),
    /** Nothing is there. */
    NOT_FOUND(3, "not found"),
    /** Something is there already. */
    ALREADY_EXISTS(4, "already exists"),
    /** Not allowed. */
    DENIED(5, "permission denied, or read-only"),
    /** The storage cannot do it. */
    UNSUPPORTED(6, "the storage cannot do this"),
    /** Something else is there than what is needed. */
    WRONG_KIND(7, "a directory where a file is needed or the reverse, directory not empty, link loop"),
    /** There is no room. */
    NO_ROOM(8, "no space left, or quota exceeded"),
    /** Another try may succeed. */
    TRY_AGAIN(9, "busy, changed meanwhile or temporarily unavailable; another try may succeed"),
    /** Things that were compared differ. */
    DIFFERENT(10, "what was compared or checked is not as it should be"),
    /** What is stored is damaged. */
    CORRUPT(11, "what is stored is damaged, was tampered with, or needs another key"),
    /** A defect of the program. */
    INTERNAL(70, "a defect of anyfs"),
    /** Ended by Ctrl-C. */
    INTERRUPTED(130, "ended by Ctrl-C (SIGINT)"),
    /** Nobody read the output. */
    BROKEN_PIPE(141, "the reader of the output went away"),
    /** Ended by SIGTERM. */
    TERMINATED(143, "ended by SIGTERM");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** What the process ends with. */
    public int number() {
        return number;
    }

    /** What it means, for the manual. */
    public String meaning() {
        return meaning;
    }

    /** The code for a failure of a filesystem. */
    public static ExitCode of(ErrorKind kind) {
        return switch (kind) {
            case NOT_FOUND -> NOT_FOUND;
            case ALREADY_EXISTS -> ALREADY_EXISTS;
            case ACCESS_DENIED, READ_ONLY -> DENIED;
            case UNSUPPORTED -> UNSUPPORTED;
            case NOT_A_DIRECTORY, IS_A_DIRECTORY, NOT_EMPTY, NOT_A_LINK, LINK_LOOP -> WRONG_KIND;
            case QUOTA_EXCEEDED, NO_SPACE -> NO_ROOM;
            case CHANGED, BUSY, TRANSIENT -> TRY_AGAIN;
            case CORRUPT -> CORRUPT;
            case INVALID_NAME, INVALID_TARGET, INVALID_ARGUMENT -> USAGE;
            case INTERRUPTED -> INTERRUPTED;
            case CLOSED, END_OF_FILE, IO -> FAILURE;
        };
    }
}
