package io.anyfs.cli.user;

import io.anyfs.cli.command.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code anyfs user rm}. */
@Command(
        name = "rm",
        description = "Take a user out. Files in the home stay, and sessions that there are go on until they end.",
        footer = "  anyfs user rm alice")
final class RemoveUserCommand extends UsersCommand {

    @Parameters(paramLabel = "NAME", description = "Who is taken out.")
    private String name = "";

    RemoveUserCommand(Environment environment) {
        super(environment, UserCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        user(name);
        edit(editor -> editor.remove(name));
        terminal().print("Took " + name + " out of " + file());
    }
}
