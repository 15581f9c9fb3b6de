package io.anyfs.cli.sessions;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code anyfs sessions kill}. */
@Command(
        name = "kill",
        description = {
            "End sessions and their connections at once. What they upload is not published, or what arrived of it with"
                    + " --upload in-place."
        },
        footer = "  anyfs sessions kill /run/anyfs/admin 12 15")
final class KillCommand extends Subcommand {

    @Mixin
    private final Operator operator = new Operator();

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "NUMBER", description = "Sessions, as they are listed.")
    private List<Long> sessions = new ArrayList<>();

    KillCommand(Environment environment) {
        super(environment, SessionsCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        forEach(sessions, session -> operator.ask(environment(), "kill " + session));
    }
}
