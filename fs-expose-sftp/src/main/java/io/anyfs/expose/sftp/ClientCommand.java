package io.anyfs.expose.sftp;

import java.io.IOException;

/** A command of those that clients expect beside SFTP; it is done here and not by a program of the machine. */
@FunctionalInterface
interface ClientCommand {

    /** What a shell answers for a command that it does not know. */
    int NOT_FOUND = 127;

    int SUCCESS = 0;

    int FAILURE = 1;

    /**
     * Runs to its end.
     *
     * @return the exit code
     * @throws IOException if the client is gone, or there is no way to tell it what happened; the channel ends then
     */
    int run(CommandRun client) throws IOException;
}
