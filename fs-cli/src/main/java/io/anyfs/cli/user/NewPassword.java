package io.anyfs.cli.user;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.UsageException;
import io.anyfs.cli.serve.PasswordFile;
import io.anyfs.cli.text.Terminal;
import io.anyfs.expose.users.PasswordHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a new password comes from: never from the command line, where others could read it. */
final class NewPassword {

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The password is the first line of this file, or of standard input for -.")
    private @Nullable Path file;

    @Option(names = "--generate", description = "Make a password up and print it, once.")
    private boolean generate;

    /** Whether an option says where it comes from. */
    boolean isChosen() {
        return file != null || generate;
    }

    /** The hash of the password. Somebody at a terminal is asked if no option says where the password is. */
    PasswordHash hash(Environment environment, String user) throws CommandException, IOException {
        String password = password(environment, user);
        try {
            return PasswordHash.of(password);
        } catch (IllegalArgumentException refused) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(refused.getMessage()), refused);
        }
    }

    private String password(Environment environment, String user) throws CommandException, IOException {
        Terminal terminal = environment.terminal();
        if (file != null && generate) {
            throw new UsageException("--generate and --password-file each say where the password is; leave out one");
        } else if (generate) {
            String made = PasswordFile.random();
            terminal.print("Password of " + user + ": " + made);
            return made;
        } else if (file != null && file.toString().equals("-")) {
            String line = new BufferedReader(Channels.newReader(terminal.input(), StandardCharsets.UTF_8)).readLine();
            if (line == null || line.isEmpty()) {
                throw new UsageException("standard input is empty; write the password into its first line");
            }
            return line;
        } else if (file != null) {
            return new PasswordFile(environment.workingDirectory().resolve(file)).read();
        }
        String asked = terminal.askSecretly("Password of " + user + ": ");
        if (asked == null || asked.isEmpty()) {
            throw new UsageException("nobody typed a password; use --generate or --password-file");
        }
        if (!asked.equals(terminal.askSecretly("Once more: "))) {
            throw new UsageException("the two passwords differ; try again");
        }
        return asked;
    }
}
