package io.anyfs.cli.spec;

import io.anyfs.ErrorKind;
import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.spec.Spec;
import io.anyfs.spec.SpecException;
import io.anyfs.text.JsonLine;
import io.anyfs.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs spec check}. */
@Command(
        name = "check",
        description = {
            "Tell all that is wrong in a spec and in what it includes, each with its line and a way out.",
            "Opens no storage and reads no secret. Exits with 10 if something is wrong; --open also opens what can be opened."
        },
        footer = {"  anyfs spec check tree.yaml", "  anyfs spec check --open /etc/anyfs/tree.yaml"})
public final class CheckCommand extends Subcommand {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The specs.")
    private List<Path> files = List.of();

    @Option(names = "--open", description = "Open the storages too, read the secrets, and close all again.")
    private boolean open;

    @Option(names = "--json", description = "One JSON object for each problem.")
    private boolean json;

    /** The command in an environment. */
    public CheckCommand(Environment environment) {
        super(environment, SpecCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        forEach(files, this::check);
    }

    private void check(Path file) throws Exception {
        Spec spec;
        try {
            spec = Spec.read(environment().workingDirectory().resolve(file));
        } catch (SpecException wrong) {
            for (Problem problem : wrong.problems()) {
                print(problem);
            }
            int count = wrong.problems().size();
            throw new CommandException(
                    ExitCode.DIFFERENT, file + ": " + count + (count == 1 ? " problem" : " problems"));
        }
        if (open) {
            open(file, spec);
        }
        if (!json) {
            terminal().print(file + ": " + (open ? "all of it opens" : "nothing is wrong"));
        }
    }

    private static void open(Path file, Spec spec) throws Exception {
        try {
            spec.openAll().close();
        } catch (IOException failure) {
            ErrorKind kind = ErrorKind.of(failure);
            if (kind == ErrorKind.INTERRUPTED) {
                throw failure;
            }
            throw new CommandException(ExitCode.of(kind), file + ": does not open: " + failure.getMessage(), failure);
        }
    }

    private void print(Problem problem) throws IOException {
        if (json) {
            terminal()
                    .print(JsonLine.readable()
                            .put("file", problem.source())
                            .put("line", problem.line())
                            .put("column", problem.column())
                            .put("text", problem.text()));
        } else {
            terminal().print(problem.toString());
        }
    }
}
