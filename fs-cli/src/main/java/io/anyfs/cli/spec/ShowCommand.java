package io.anyfs.cli.spec;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import io.anyfs.spec.Spec;
import io.anyfs.spec.SpecException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code anyfs spec show}. */
@Command(
        name = "show",
        description =
                "Print a spec as it is understood, with all that it includes. Secrets are shown as they are written.",
        footer = "  anyfs spec show tree.yaml")
public final class ShowCommand extends Subcommand {

    @Parameters(paramLabel = "FILE", description = "The spec.")
    private Path file = Path.of("");

    /** The command in an environment. */
    public ShowCommand(Environment environment) {
        super(environment, SpecCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        try {
            terminal()
                    .printText(Spec.read(environment().workingDirectory().resolve(file))
                            .toYaml());
        } catch (SpecException wrong) {
            throw new UsageException(wrong.problems().get(0) + "; see: anyfs spec check " + file, wrong);
        }
    }
}
