package io.anyfs.cli.user;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.UsageException;
import io.anyfs.expose.users.PublicKeyLine;
import io.anyfs.expose.users.UserEntry;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code anyfs user key rm}. */
@Command(
        name = "rm",
        description = "Let a key open no more.",
        footer = {"  anyfs user key rm alice SHA256:5x…", "  anyfs user key rm alice alice@laptop"})
final class RemoveKeyCommand extends UsersCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "Whose key.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "KEY",
            description = "Its fingerprint or its comment, as key list shows them.")
    private String which = "";

    RemoveKeyCommand(Environment environment) {
        super(environment, KeyCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        UserEntry user = user(name);
        List<PublicKeyLine> found = user.keys().stream()
                .filter(key -> key.fingerprint().equals(which) || key.comment().equals(which))
                .toList();
        if (found.isEmpty()) {
            throw new CommandException(
                    ExitCode.NOT_FOUND,
                    name + " has no key " + which + "; 'anyfs user key list " + name + "' shows all");
        } else if (found.size() > 1) {
            throw new UsageException("several keys have this comment; name one by its fingerprint");
        } else if (user.keys().size() == 1 && user.passwords().isEmpty()) {
            throw new UsageException("without this key " + name + " could not log in; give a password first, or take "
                    + name + " out with anyfs user rm");
        }
        List<PublicKeyLine> rest = new ArrayList<>(user.keys());
        rest.removeAll(found);
        edit(editor -> editor.setKeys(name, rest));
        terminal().print("Took " + found.get(0).fingerprint() + " from " + name);
    }
}
