package io.anyfs.expose.ftp;

import java.util.Locale;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.jspecify.annotations.Nullable;

/** What a client sent on the control connection, up to a line end. */
sealed interface ControlInput {

    /** A line that is no command: what is wrong with it, in words for the client. */
    record Malformed(String why) implements ControlInput {}

    /** A line of more than {@link ControlLineDecoder#MAX_LINE} bytes. Nothing that follows is read. */
    record TooLong() implements ControlInput {}

    /**
     * A command. The argument is kept exactly: names may begin and end with spaces.
     *
     * @param verb in upper case
     * @param argument what follows the first space; empty if nothing does
     */
    record CommandLine(String verb, String argument) implements ControlInput, FtpRequest {

        static CommandLine parse(String line) {
            int space = line.indexOf(' ');
            String verb = space < 0 ? line : line.substring(0, space);
            String argument = space < 0 ? "" : line.substring(space + 1);
            return new CommandLine(verb.toUpperCase(Locale.ROOT), argument);
        }

        @Override
        public String getRequestLine() {
            return argument.isEmpty() ? verb : verb + " " + argument;
        }

        @Override
        public String getCommand() {
            return verb;
        }

        @Override
        public @Nullable String getArgument() {
            return argument.isEmpty() ? null : argument;
        }

        @Override
        public boolean hasArgument() {
            return !argument.isEmpty();
        }

        @Override
        public long getReceivedTime() {
            return 0;
        }

        /** Without the argument, which may be a password. */
        @Override
        public String toString() {
            return PrintableText.of(verb);
        }
    }
}
