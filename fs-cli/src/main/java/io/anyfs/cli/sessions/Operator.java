package io.anyfs.cli.sessions;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.expose.admin.AdminClient;
import io.anyfs.expose.admin.AdminClient.AdminException;
import io.anyfs.expose.admin.AdminRow;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The server that is asked. */
final class Operator {

    @Parameters(index = "0", paramLabel = "SOCKET", description = "What the server was given as --admin-socket.")
    private Path socket = Path.of("");

    List<AdminRow> ask(Environment environment, String request) throws CommandException {
        Path path = environment.workingDirectory().resolve(socket);
        try {
            return AdminClient.ask(path, request);
        } catch (AdminException refused) {
            throw new CommandException(ExitCode.NOT_FOUND, String.valueOf(refused.getMessage()), refused);
        } catch (IOException failure) {
            boolean denied =
                    failure instanceof AccessDeniedException || (Files.exists(path) && !Files.isWritable(path));
            throw new CommandException(
                    denied ? ExitCode.DENIED : ExitCode.NOT_FOUND,
                    "no server of yours answers at " + socket + " (" + failure.getMessage()
                            + "); start it with --admin-socket",
                    failure);
        }
    }
}
