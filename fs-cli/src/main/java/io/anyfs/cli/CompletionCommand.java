package io.anyfs.cli;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code anyfs completion}. */
@Command(
        name = "completion",
        description = "Print a script that completes commands and options in bash and zsh.",
        footer = {"  source <(anyfs completion)", "  anyfs completion > /etc/bash_completion.d/anyfs"})
final class CompletionCommand extends Subcommand {

    CompletionCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        terminal().printText(AutoComplete.bash("anyfs", Anyfs.commandLine(environment())));
    }
}
