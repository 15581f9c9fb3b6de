package io.anyfs.cli.spec;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.overlay.union.UnionBackend;
import io.anyfs.overlay.union.UnionChange.Kind;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Does something with all changes of a union, and tells how many there were. */
abstract class UnionCommand extends Subcommand {

    @Mixin
    private UnionAt union = new UnionAt();

    @Option(names = "--json", description = "One JSON object with how many changes there were.")
    private boolean json;

    private final String name;
    private final String done;

    /**
     * A command.
     *
     * @param name what it is called
     * @param done what it has done, for people
     */
    UnionCommand(Environment environment, String name, String done) {
        super(environment, SpecCommand.GROUP);
        this.name = name;
        this.done = done;
    }

    /** Does it. */
    abstract void settle(UnionBackend changed) throws IOException;

    @Override
    protected final void run() throws Exception {
        endOrderlyOnSignal();
        try (UnionAt.Opened open = union.open(environment().workingDirectory())) {
            Map<Kind, Long> counts = open.count();
            settle(open.backend());
            if (json) {
                terminal().print(UnionAt.json(name, counts));
            } else {
                terminal().print(done + " " + open.path() + ": " + UnionAt.text(counts));
            }
        }
    }
}
