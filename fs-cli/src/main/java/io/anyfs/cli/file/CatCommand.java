package io.anyfs.cli.file;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code anyfs cat}. */
@Command(
        name = "cat",
        description = "Print files, one after the other, byte for byte.",
        footer = {"  anyfs cat local:/etc/hostname", "  anyfs cat part1 part2 > whole"})
public final class CatCommand extends Subcommand {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "What to print.")
    private List<String> files = new ArrayList<>();

    /** The command in an environment. */
    public CatCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        forEach(files, text -> FileBytes.print(place(text), terminal()));
    }
}
