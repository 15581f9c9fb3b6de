package io.anyfs.cli.sessions;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.expose.admin.AdminRow;
import io.anyfs.text.JsonLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code anyfs sessions bans}. */
@Command(
        name = "bans",
        description = "List the addresses that nobody may connect from now, and until when.",
        footer = "  anyfs sessions bans /run/anyfs/admin")
final class BansCommand extends Subcommand {

    @Mixin
    private final Operator operator = new Operator();

    @Option(names = "--json", description = "One JSON object for each.")
    private boolean json;

    BansCommand(Environment environment) {
        super(environment, SessionsCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        for (AdminRow ban : operator.ask(environment(), "bans")) {
            if (json) {
                terminal()
                        .print(JsonLine.readable()
                                .put("addresses", ban.get("addresses"))
                                .put("until", ban.get("until")));
            } else {
                terminal().print(ban.get("addresses") + "  until " + ban.get("until"));
            }
        }
    }
}
