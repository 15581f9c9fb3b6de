package io.anyfs.cli.serve;

import io.anyfs.cli.command.CommandException;

/** Where a password is kept: never on a command line, where others could read it. */
interface Password {

    /** The password. */
    String read() throws CommandException;
}
