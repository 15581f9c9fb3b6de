package io.anyfs.cli.user;

import io.anyfs.cli.command.Environment;
import io.anyfs.expose.users.PublicKeyLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code anyfs user key add}. */
@Command(
        name = "add",
        description = "Let public keys open too.",
        footer = "  anyfs user key add alice ~/.ssh/id_ed25519.pub")
final class AddKeyCommand extends UsersCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "Whose keys.")
    private String name = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Files with public keys of OpenSSH.")
    private List<Path> files = List.of();

    AddKeyCommand(Environment environment) {
        super(environment, KeyCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        List<PublicKeyLine> keys = new ArrayList<>(user(name).keys());
        int before = keys.size();
        for (Path file : files) {
            for (PublicKeyLine key : keys(file)) {
                if (!keys.contains(key)) {
                    keys.add(key);
                }
            }
        }
        edit(editor -> editor.setKeys(name, keys));
        int added = keys.size() - before;
        terminal().print("Added " + added + (added == 1 ? " key to " : " keys to ") + name);
    }
}
