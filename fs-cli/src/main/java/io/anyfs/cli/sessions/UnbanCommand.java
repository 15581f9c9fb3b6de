package io.anyfs.cli.sessions;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code anyfs sessions unban}. */
@Command(
        name = "unban",
        description = "Let addresses connect again.",
        footer = {
            "  anyfs sessions unban /run/anyfs/admin 192.0.2.7",
            "  anyfs sessions unban /run/anyfs/admin 0.0.0.0/0"
        })
final class UnbanCommand extends Subcommand {

    @Mixin
    private final Operator operator = new Operator();

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "RANGE", description = "Addresses or ranges.")
    private List<String> ranges = new ArrayList<>();

    UnbanCommand(Environment environment) {
        super(environment, SessionsCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        forEach(ranges, range -> operator.ask(environment(), "unban " + range));
    }
}
