package io.anyfs.cli.spec;

import io.anyfs.cli.command.Environment;
import io.anyfs.overlay.union.UnionBackend;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code anyfs spec rollback}. */
@Command(
        name = "rollback",
        description = {
            "Empty the write layer of a union: all changes are undone. The layers below stay as they are.",
            "End servers of the spec first: they would not notice. One that fails or is interrupted has undone a part: run it again."
        },
        footer = {"  anyfs spec diff tree.yaml /draft", "  anyfs spec rollback tree.yaml /draft"})
public final class RollbackCommand extends UnionCommand {

    /** The command in an environment. */
    public RollbackCommand(Environment environment) {
        super(environment, "rollback", "rolled back");
    }

    @Override
    void settle(UnionBackend changed) throws IOException {
        changed.rollback();
    }
}
