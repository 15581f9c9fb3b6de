package io.anyfs.cli.spec;

import io.anyfs.cli.command.Environment;
import io.anyfs.overlay.union.UnionBackend;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code anyfs spec commit}. */
@Command(
        name = "commit",
        description = {
            "Bring what the write layer of a union has into the layer below, and empty the write layer. What is seen stays the same.",
            "End servers of the spec first: they would not notice. One that fails or is interrupted loses nothing: run it again."
        },
        footer = {"  anyfs spec diff tree.yaml /draft", "  anyfs spec commit tree.yaml /draft"})
public final class CommitCommand extends UnionCommand {

    /** The command in an environment. */
    public CommitCommand(Environment environment) {
        super(environment, "commit", "committed");
    }

    @Override
    void settle(UnionBackend changed) throws IOException {
        changed.commit();
    }
}
