package io.anyfs.cli.user;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code anyfs user key}. */
@Command(
        name = "key",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands ('anyfs user key COMMAND --help' shows more):%n",
        description = "Look after the public keys of a user.",
        footer = {"  anyfs user key add alice alice.pub", "  anyfs user key list alice"})
final class KeyCommand extends Subcommand {

    static final String GROUP = UserCommand.GROUP + " key";

    KeyCommand(Environment environment) {
        super(environment, UserCommand.GROUP);
    }

    @Override
    public Map<String, Subcommand> group() {
        Map<String, Subcommand> group = new LinkedHashMap<>();
        group.put("add", new AddKeyCommand(environment()));
        group.put("list", new ListKeysCommand(environment()));
        group.put("rm", new RemoveKeyCommand(environment()));
        return group;
    }

    @Override
    protected void run() {
        throw new UsageException("name one of its commands: add, list or rm; see: anyfs user key --help");
    }
}
