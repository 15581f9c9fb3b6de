package io.anyfs.cli.spec;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.overlay.union.UnionChange.Kind;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code anyfs spec commit}. */
@Command(
        name = "commit",
        description = {
            "Bring what the write layer of a union has into the layer below, and empty the write layer. What is seen stays the same.",
            "End servers of the spec first: they would not notice. One that fails or is interrupted loses nothing: run it again."
        },
        footer = {"  anyfs spec diff tree.yaml /draft", "  anyfs spec commit tree.yaml /draft"})
public final class CommitCommand extends Subcommand {

    @Mixin
    private UnionAt union = new UnionAt();

    @Option(names = "--json", description = "One JSON object with how many changes there were.")
    private boolean json;

    /** The command in an environment. */
    public CommitCommand(Environment environment) {
        super(environment, SpecCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        endOrderlyOnSignal();
        try (UnionAt.Opened open = union.open(environment().workingDirectory())) {
            Map<Kind, Long> counts = open.count();
            open.backend().commit();
            if (json) {
                terminal().print(UnionAt.json("commit", counts));
            } else {
                terminal().print("committed " + open.path() + ": " + UnionAt.text(counts));
            }
        }
    }
}
