package io.anyfs.cli.spec;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.overlay.union.UnionChange.Kind;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code anyfs spec rollback}. */
@Command(
        name = "rollback",
        description = {
            "Empty the write layer of a union: all changes are undone. The layers below stay as they are.",
            "End servers of the spec first: they would not notice. One that fails or is interrupted has undone a part: run it again."
        },
        footer = {"  anyfs spec diff tree.yaml /draft", "  anyfs spec rollback tree.yaml /draft"})
public final class RollbackCommand extends Subcommand {

    @Mixin
    private UnionAt union = new UnionAt();

    @Option(names = "--json", description = "One JSON object with how many changes there were.")
    private boolean json;

    /** The command in an environment. */
    public RollbackCommand(Environment environment) {
        super(environment, SpecCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        endOrderlyOnSignal();
        try (UnionAt.Opened open = union.open(environment().workingDirectory())) {
            Map<Kind, Long> counts = open.count();
            open.backend().rollback();
            if (json) {
                terminal().print(UnionAt.json("rollback", counts));
            } else {
                terminal().print("rolled back " + open.path() + ": " + UnionAt.text(counts));
            }
        }
    }
}
