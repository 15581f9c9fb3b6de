package io.anyfs.cli.user;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code anyfs user}. */
@Command(
        name = "user",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands ('anyfs user COMMAND --help' shows more):%n",
        description = {
            "Look after a file of users, which 'anyfs serve --users FILE' lets in.",
            "Passwords are kept as Argon2id hashes. What else is in the file stays as it is, comments too."
        },
        footer = {"  anyfs user add alice --key alice.pub", "  anyfs user passwd alice", "  anyfs user list"})
public final class UserCommand extends Subcommand {

    static final String GROUP = "anyfs user";

    /** The command in an environment. */
    public UserCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Map<String, Subcommand> group() {
        Map<String, Subcommand> group = new LinkedHashMap<>();
        group.put("add", new AddCommand(environment()));
        group.put("passwd", new PasswordCommand(environment()));
        group.put("key", new KeyCommand(environment()));
        group.put("list", new ListUsersCommand(environment()));
        group.put("rm", new RemoveUserCommand(environment()));
        group.put("check", new CheckUsersCommand(environment()));
        return group;
    }

    @Override
    protected void run() {
        throw new UsageException(
                "name one of its commands: add, passwd, key, list, rm or check; see: anyfs user --help");
    }
}
