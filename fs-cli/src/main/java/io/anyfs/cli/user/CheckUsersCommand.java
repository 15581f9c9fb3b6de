package io.anyfs.cli.user;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.expose.users.UsersFile;
import io.anyfs.expose.users.UsersFileException;
import io.anyfs.yaml.Problem;
import java.nio.file.Files;
import picocli.CommandLine.Command;

/** {@code anyfs user check}. */
@Command(
        name = "check",
        description =
                "Tell all that is wrong in a file of users, each with its line and a way out. Exits with 10 if something is.",
        footer = "  anyfs user check --users /etc/anyfs/users.yaml")
final class CheckUsersCommand extends UsersCommand {

    CheckUsersCommand(Environment environment) {
        super(environment, UserCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        if (!Files.exists(file())) {
            read();
        }
        try {
            UsersFile.read(file());
        } catch (UsersFileException wrong) {
            for (Problem problem : wrong.problems()) {
                terminal().print(problem.toString());
            }
            int count = wrong.problems().size();
            throw new CommandException(
                    ExitCode.DIFFERENT, file() + ": " + count + (count == 1 ? " problem" : " problems"), wrong);
        }
        terminal().print(file() + ": nothing is wrong");
    }
}
