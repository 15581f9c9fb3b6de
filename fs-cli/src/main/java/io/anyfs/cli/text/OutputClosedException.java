package io.anyfs.cli.text;

import java.io.IOException;

/** What was printed did not arrive: nobody reads any more, as after {@code anyfs find / | head}, or the disk is full. */
public final class OutputClosedException extends IOException {

    private static final long serialVersionUID = 1L;

    OutputClosedException(IOException cause) {
        super("cannot write to standard output: " + cause.getMessage(), cause);
    }

    /** Whether the reader has gone, which is no failure of the command. */
    public boolean isBrokenPipe() {
        return String.valueOf(getMessage()).contains("Broken pipe");
    }
}
