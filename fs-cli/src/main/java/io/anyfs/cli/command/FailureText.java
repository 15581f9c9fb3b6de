package io.anyfs.cli.command;

import io.anyfs.ErrorKind;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.cli.text.OutputClosedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/**
 * What a failure means for the user: one line that says what failed and what to do, and an exit code.
 *
 * @param exitCode what the process ends with if nothing else fails
 * @param line without a line end and without the command's name
 */
record FailureText(ExitCode exitCode, String line) {

    static FailureText of(Throwable failure) {
        OutputClosedException closed = OutputClosedException.in(failure).orElse(null);
        if (closed != null) {
            return new FailureText(closed.isBrokenPipe() ? ExitCode.BROKEN_PIPE : ExitCode.FAILURE, message(closed));
        } else if (failure instanceof CommandException own) {
            return new FailureText(own.exitCode(), message(own));
        } else if (failure instanceof UsageException usage) {
            return new FailureText(ExitCode.USAGE, message(usage));
        } else if (failure instanceof UncheckedIOException wrapper && wrapper.getCause() != null) {
            return of(wrapper.getCause());
        } else if (failure instanceof InterruptedException || failure instanceof CancellationException) {
            return interrupted();
        }
        ErrorKind kind = ErrorKind.of(failure);
        if (kind == ErrorKind.INTERRUPTED) {
            return interrupted();
        } else if (kind == ErrorKind.IO && !(failure instanceof IOException)) {
            return new FailureText(
                    ExitCode.INTERNAL, "a defect of anyfs: " + failure + "; please report it with what --debug prints");
        }
        return new FailureText(ExitCode.of(kind), message(failure) + advice(kind, failure));
    }

    private static FailureText interrupted() {
        return new FailureText(ExitCode.INTERRUPTED, "interrupted; nothing half-written was published");
    }

    /** The first line: some libraries explain themselves at length. */
    private static String message(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        if (failure instanceof FileSystemException known && known.getReason() == null) {
            return message + ": "
                    + ErrorKind.of(failure).name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        return message;
    }

    private static String advice(ErrorKind kind, Throwable failure) {
        return switch (kind) {
            case NOT_FOUND -> "; check the name with 'anyfs ls'";
            case ALREADY_EXISTS -> "; choose another name, or add --if-exists replace or skip where the command has it";
            case IS_A_DIRECTORY -> "; name a file, or add -r where the command has it";
            case NOT_A_DIRECTORY -> "; name a directory, without a file in the middle of the path";
            case NOT_EMPTY -> "; add -r to remove it with all that it holds";
            case ACCESS_DENIED -> "; run as a user who may, or change the permissions";
            case READ_ONLY -> "; open it writable";
            case UNSUPPORTED ->
                failure instanceof UnsupportedCapabilityException
                        ? "; 'anyfs caps' shows what it can do"
                        : "; use another storage for this";
            case LINK_LOOP -> "; remove one of the links";
            case QUOTA_EXCEEDED, NO_SPACE -> "; make room and try again";
            case CHANGED, BUSY, TRANSIENT -> "; try again";
            case INVALID_NAME -> "; choose another name";
            case CORRUPT -> "; another try will not help: check the key, or restore it from a copy";
            case NOT_A_LINK, INVALID_TARGET, CLOSED, INTERRUPTED, END_OF_FILE, INVALID_ARGUMENT, IO -> "";
        };
    }
}
