package io.anyfs.cli.spec;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code anyfs spec}. */
@Command(
        name = "spec",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands ('anyfs spec COMMAND --help' shows more):%n",
        description = {
            "Look after specs, files that describe trees of storages.",
            "Every command takes the place spec:FILE!/path, and serve takes --spec FILE."
        },
        footer = {"  anyfs spec check tree.yaml", "  anyfs ls spec:tree.yaml!/incoming"})
public final class SpecCommand extends Subcommand {

    static final String GROUP = "anyfs spec";

    /** The command in an environment. */
    public SpecCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Map<String, Subcommand> group() {
        Map<String, Subcommand> group = new LinkedHashMap<>();
        group.put("check", new CheckCommand(environment()));
        group.put("show", new ShowCommand(environment()));
        group.put("diff", new DiffCommand(environment()));
        group.put("commit", new CommitCommand(environment()));
        group.put("rollback", new RollbackCommand(environment()));
        group.put("schema", new SchemaCommand(environment()));
        return group;
    }

    @Override
    protected void run() {
        throw new UsageException(
                "name one of its commands: check, show, diff, commit, rollback or schema; see: anyfs spec --help");
    }
}
