package io.anyfs.cli.user;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.UsageException;
import io.anyfs.expose.users.PasswordHash;
import io.anyfs.expose.users.UserEntry;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs user passwd}. */
@Command(
        name = "passwd",
        description = "Give a user another password, which holds from the next login on.",
        footer = {
            "  anyfs user passwd alice",
            "  anyfs user passwd alice --generate",
            "  anyfs user passwd alice --none"
        })
final class PasswordCommand extends UsersCommand {

    @Parameters(paramLabel = "NAME", description = "Whose password.")
    private String name = "";

    @Mixin
    private final NewPassword password = new NewPassword();

    @Option(names = "--none", description = "Take the password away; the user's keys open.")
    private boolean none;

    PasswordCommand(Environment environment) {
        super(environment, UserCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        UserEntry user = user(name);
        if (none && password.isChosen()) {
            throw new UsageException("--none takes the password away; leave out where a new one is");
        } else if (none && user.keys().isEmpty()) {
            throw new UsageException(name + " has no keys and could not log in; anyfs user rm takes a user out");
        }
        List<PasswordHash> hashes = none ? List.of() : List.of(password.hash(environment(), name));
        edit(editor -> editor.setPasswords(name, hashes));
        terminal().print((none ? "Took the password away of " : "Changed the password of ") + name);
    }
}
