package io.anyfs.cli.text;

import java.io.IOException;
import java.util.Optional;

/** What was printed did not arrive: nobody reads any more, as after {@code anyfs find / | head}, or the disk is full. */
public final class OutputClosedException extends IOException {

    private static final long serialVersionUID = 1L;

    OutputClosedException(IOException cause) {
        super("cannot write to standard output: " + cause.getMessage(), cause);
    }

    /** The one that a failure is, or that caused it: a filesystem that was reading tells of it as a failure of its own. */
    public static Optional<OutputClosedException> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutputClosedException closed) {
                return Optional.of(closed);
            }
        }
        return Optional.empty();
    }

    /** Whether the reader has gone, which is no failure of the command. */
    public boolean isBrokenPipe() {
        return String.valueOf(getMessage()).contains("Broken pipe");
    }
}
