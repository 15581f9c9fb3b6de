package io.anyfs.cli.command;

/** The command line makes no sense. The message is one line that says what to write instead. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The message is shown as it is. */
    public UsageException(String message) {
        super(message);
    }

    /** The message is shown as it is; the cause with {@code --debug}. */
    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
