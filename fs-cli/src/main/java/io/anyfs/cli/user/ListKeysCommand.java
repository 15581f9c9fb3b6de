package io.anyfs.cli.user;

import io.anyfs.cli.command.Environment;
import io.anyfs.expose.users.PublicKeyLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code anyfs user key list}. */
@Command(
        name = "list",
        description = "List a user's keys, by their fingerprints as ssh-keygen -l shows them.",
        footer = "  anyfs user key list alice")
final class ListKeysCommand extends UsersCommand {

    @Parameters(paramLabel = "NAME", description = "Whose keys.")
    private String name = "";

    ListKeysCommand(Environment environment) {
        super(environment, KeyCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        for (PublicKeyLine key : user(name).keys()) {
            terminal().print((key.fingerprint() + "  " + key.type() + "  " + key.comment()).strip());
        }
    }
}
