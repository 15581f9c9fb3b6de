package io.anyfs.cli.sessions;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code anyfs sessions}. */
@Command(
        name = "sessions",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands ('anyfs sessions COMMAND --help' shows more):%n",
        description = "See who is connected to a running server of yours, and end sessions and bans.",
        footer = {
            "  anyfs serve /srv/share --admin-socket /run/anyfs/admin",
            "  anyfs sessions list /run/anyfs/admin",
            "  anyfs sessions kill /run/anyfs/admin 12",
            "  anyfs sessions unban /run/anyfs/admin 192.0.2.7"
        })
public final class SessionsCommand extends Subcommand {

    static final String GROUP = "anyfs sessions";

    /** The command in an environment. */
    public SessionsCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Map<String, Subcommand> group() {
        Map<String, Subcommand> group = new LinkedHashMap<>();
        group.put("list", new ListSessionsCommand(environment()));
        group.put("kill", new KillCommand(environment()));
        group.put("bans", new BansCommand(environment()));
        group.put("unban", new UnbanCommand(environment()));
        return group;
    }

    @Override
    protected void run() {
        throw new UsageException("name one of its commands: list, kill, bans or unban; see: anyfs sessions --help");
    }
}
