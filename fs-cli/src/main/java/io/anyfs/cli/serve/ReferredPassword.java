package io.anyfs.cli.serve;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.spi.SecretSource;
import java.io.IOException;

/**
 * A password that a spec refers to.
 *
 * @param user whose it is
 * @param source where it is
 */
record ReferredPassword(String user, SecretSource source) implements Password {

    @Override
    public String read() throws CommandException {
        try {
            String password = source.read();
            if (password.isEmpty()) {
                throw new CommandException(ExitCode.USAGE, "the password of " + user + " is empty");
            }
            return password;
        } catch (IOException missing) {
            throw new CommandException(
                    ExitCode.NOT_FOUND, "the password of " + user + " cannot be had: " + missing.getMessage(), missing);
        }
    }
}
