package io.anyfs.cli.spec;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.overlay.union.UnionChange;
import io.anyfs.text.JsonLine;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code anyfs spec diff}. */
@Command(
        name = "diff",
        description = {
            "Tell what the write layer of a union makes of the layers below: what was added, changed or deleted, whose"
                    + " attributes only are others, and what is of another type now.",
            "Files that both have are compared by their bytes."
        },
        footer = {"  anyfs spec diff tree.yaml", "  anyfs spec diff tree.yaml /draft"})
public final class DiffCommand extends Subcommand {

    private static final int COLUMN = UnionAt.word(UnionChange.Kind.ATTRIBUTES).length();

    @Mixin
    private UnionAt union = new UnionAt();

    @Option(names = "--json", description = "One JSON object for each change.")
    private boolean json;

    /** The command in an environment. */
    public DiffCommand(Environment environment) {
        super(environment, SpecCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        endOrderlyOnSignal();
        try (UnionAt.Opened open = union.open(environment().workingDirectory())) {
            open.backend().diff(change -> print(open, change));
        }
    }

    private void print(UnionAt.Opened open, UnionChange change) throws IOException {
        String path = open.shown(change.path()).toString();
        String kind = UnionAt.word(change.kind());
        if (json) {
            terminal().print(JsonLine.readable().put("path", path).put("change", kind));
        } else {
            terminal().print(kind + " ".repeat(COLUMN - kind.length()) + "  " + path);
        }
    }
}
