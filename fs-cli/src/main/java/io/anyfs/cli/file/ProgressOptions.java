package io.anyfs.cli.file;

import io.anyfs.cli.text.Terminal;
import io.anyfs.cli.text.TransferProgress;
import picocli.CommandLine.Option;

/** How much a long command shows of its progress. */
final class ProgressOptions {

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress. Without it progress is shown when standard error is a terminal.")
    boolean quiet;

    TransferProgress show(Terminal terminal, String task) {
        return quiet ? TransferProgress.silent(terminal) : TransferProgress.of(terminal, task);
    }
}
